/** Tells that an entry was edited; where the reader may see what it said before, a button shows it. */
import { Skeleton, Stack, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Entry } from '../../../contract/ticket-shapes.ts';
import { entryVersions } from '../../../contract/tickets.ts';
import { call } from '../../lib/call.ts';
import { sessionHere } from '../../lib/signed-in.ts';
import { Dialog } from '../Dialog.tsx';
import { Failure } from '../Failure.tsx';
import { SafeText } from '../SafeText.tsx';
import { When } from '../When.tsx';
import styles from './Conversation.module.css';
import { useConversationWords } from './conversation-words.ts';
import { useTimes } from './times.ts';

interface EditedProps {
  entry: Entry;
  editedAt: string;
  /** The ticket in which the reader may see former words. */
  ticketId: string | undefined;
}

export function Edited({ entry, editedAt, ticketId }: EditedProps) {
  const t = useConversationWords();
  const { momentOf } = useTimes();
  const [open, show] = useState(false);
  const moment = momentOf(editedAt);
  if (ticketId === undefined) {
    return (
      <span className={styles.edited} title={moment}>
        {t('edited')}
      </span>
    );
  }
  return (
    <>
      <UnstyledButton className={styles.edited} title={moment} onClick={() => show(true)}>
        {t('edited')}
      </UnstyledButton>
      <Dialog opened={open} onClose={() => show(false)} title={t('versions')}>
        <Versions ticketId={ticketId} entry={entry} />
      </Dialog>
    </>
  );
}

function Versions({ ticketId, entry }: { ticketId: string; entry: Entry }) {
  const params = { ticketId, entryId: entry.id };
  const { data, error, refetch } = useQuery({
    queryKey: ['entry-versions', sessionHere().era(), entry.id, entry.editedAt],
    queryFn: ({ signal }) => call(entryVersions, { params }, { signal }),
  });
  if (error) return <Failure error={error} again={() => void refetch()} />;
  if (!data) return <Skeleton height={64} radius={14} />;
  return (
    <Stack component="ol" gap="md" className={styles.versions}>
      {data.items.map(({ text, replacedAt }) => (
        <li key={replacedAt + text}>
          <div className={styles.text}>
            <SafeText>{text || '—'}</SafeText>
          </div>
          <When at={replacedAt} form="exact" className={styles.about} />
        </li>
      ))}
    </Stack>
  );
}
