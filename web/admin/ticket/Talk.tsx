/** The conversation, who else is here, and the answer below. */
import { Button } from '@mantine/core';
import { IconEye, IconPencil } from '@tabler/icons-react';
import { useCallback } from 'react';
import { Link } from 'react-router';
import type { Entry } from '../../../contract/ticket-shapes.ts';
import { Conversation } from '../../ui/conversation/Conversation.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { useViewer } from '../frame/viewer.ts';
import { Answering } from './Answering.tsx';
import styles from './Talk.module.css';
import { useTicketWords } from './ticket-words.ts';
import { type Ticket, useTicketEntries } from './use-ticket.ts';

export function Talk({ ticket }: { ticket: Ticket }) {
  const viewer = useViewer();
  const { entries, error, again, earlier } = useTicketEntries(String(ticket.number));
  const mine = useCallback((entry: Entry) => entry.author.id === viewer.id, [viewer.id]);
  return (
    <div className={styles.talk}>
      {error ? (
        <div className={styles.failure}>
          <Failure error={error} again={again} />
        </div>
      ) : (
        <Conversation
          entries={entries}
          earlier={earlier}
          seenBy="staff"
          versionsIn={ticket.id}
          mine={mine}
        />
      )}
      <Others ticket={ticket} />
      {ticket.mergedInto ? (
        <Merged into={ticket.mergedInto.number} />
      ) : (
        <Answering ticket={ticket} seen={entries?.at(-1)?.position} />
      )}
    </div>
  );
}

/** Answering weighs more than looking: two answers to one question are what must not happen. */
function Others({ ticket }: { ticket: Ticket }) {
  const t = useTicketWords();
  const viewer = useViewer();
  const others = ticket.others.filter(({ id }) => id !== viewer.id);
  const answering = others.filter((other) => other.answering);
  const shown = answering.length > 0 ? answering : others;
  return (
    <div className={styles.others} role="status" data-answering={answering.length > 0}>
      {shown.map(({ id, name }) => (
        <span key={id} className={styles.other}>
          {answering.length > 0 ? (
            <IconPencil size={16} aria-hidden />
          ) : (
            <IconEye size={16} aria-hidden />
          )}
          {t(answering.length > 0 ? 'answers' : 'reads', { name })}
        </span>
      ))}
    </div>
  );
}

function Merged({ into }: { into: number }) {
  const t = useTicketWords();
  return (
    <div className={styles.merged}>
      <span>{t('merged_into', { number: into })}</span>
      <Button component={Link} to={`/admin/tickets/${into}`} variant="light">
        {t('merged_open', { number: into })}
      </Button>
    </div>
  );
}
