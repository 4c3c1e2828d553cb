/** On a client's page: writing to the client in Telegram, and what was written before. */
import { Button, Skeleton, Stack } from '@mantine/core';
import { IconBrandTelegram, IconSend2 } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { sendToClient } from '../../../contract/custom-messages.ts';
import { withName } from '../../../contract/placeholders.ts';
import { call } from '../../lib/call.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { queryClient } from '../../lib/queries.ts';
import { FileList } from '../../ui/conversation/FileChip.tsx';
import { Dialog, DialogEnd } from '../../ui/Dialog.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { RowFacts } from '../../ui/Rows.tsx';
import { toast } from '../../ui/toasts.tsx';
import { UnsavedGuard } from '../../ui/UnsavedGuard.tsx';
import { When } from '../../ui/When.tsx';
import { adminKey } from '../frame/admin-key.ts';
import styles from './ClientMessages.module.css';
import { Bubble } from './Formatted.tsx';
import { FormattedField } from './FormattedField.tsx';
import { type SentToClient, useMessagesTo } from './messages-queries.ts';
import { useMessagesWords } from './messages-words.ts';
import { OnPhone } from './OnPhone.tsx';
import { Outcome, useReason } from './Outcome.tsx';
import { useWritten, type Written } from './use-written.ts';

interface ClientMessagesProps {
  client: { id: string; name: string };
  /** Nothing while that is not known. */
  state: 'none' | 'connected' | 'blocked' | undefined;
}

export function ClientMessages({ client, state }: ClientMessagesProps) {
  const t = useMessagesWords();
  const [opened, open] = useState(false);
  const written = useWritten();
  const sent = useMessagesTo(client.id);
  const rows = sent.data?.pages.flatMap(({ items }) => items);
  return (
    <section className={styles.messages} aria-labelledby="client-messages">
      <div className={styles.head}>
        <h2 className={styles.title} id="client-messages">
          {t('to_client')}
        </h2>
        <Button
          variant="default"
          leftSection={<IconBrandTelegram size={18} aria-hidden="true" />}
          disabled={state === undefined || state === 'none'}
          onClick={() => open(true)}
        >
          {t('write')}
        </Button>
      </div>
      {state === 'none' && <p className={styles.quiet}>{t('write_not_connected')}</p>}
      {state === 'blocked' && <p className={styles.quiet}>{t('write_blocked')}</p>}
      {sent.error && !rows && <Failure error={sent.error} again={() => void sent.refetch()} />}
      {sent.isPending && <Skeleton height={64} />}
      {rows?.length === 0 && <p className={styles.quiet}>{t('to_client_none')}</p>}
      {rows && rows.length > 0 && (
        <ul className={styles.rows}>
          {rows.map((row) => (
            <Sent key={row.id} row={row} name={client.name} />
          ))}
        </ul>
      )}
      {sent.hasNextPage && <LoadMore pages={sent} />}
      <Dialog
        opened={opened}
        onClose={() => open(false)}
        title={t('write_to', { name: client.name })}
        size="lg"
      >
        <Writing client={client} written={written} onClose={() => open(false)} />
      </Dialog>
      <UnsavedGuard
        unsaved={written.unsent}
        title={t('unsent_title')}
        text={t('unsent_text')}
        leave={t('unsent_leave')}
      />
    </section>
  );
}

/** Closing the dialog keeps what is written: it opens again as it was. */
function Writing({
  client,
  written,
  onClose,
}: Pick<ClientMessagesProps, 'client'> & { written: Written; onClose(): void }) {
  const t = useMessagesWords();
  const { fields } = useFailureWords();
  const send = useMutation({
    mutationFn() {
      const body = written.body();
      const options = { idempotencyKey: written.key.for([client.id, body]) };
      return call(sendToClient, { params: { clientId: client.id }, body }, options);
    },
    onSuccess({ state }) {
      written.clear();
      onClose();
      const told = state === 'unreachable' || state === 'skipped' ? state : 'waiting';
      toast({ text: t(`sent_${told}`), tone: state === 'skipped' ? 'bad' : 'good' });
      return queryClient.invalidateQueries({ queryKey: adminKey('client', client.id) });
    },
  });
  const refused = fields(send.error).message;
  return (
    <Stack gap="md">
      <FormattedField written={written} refused={refused} send={() => send.mutate()} />
      <OnPhone written={written} name={client.name} />
      {Boolean(send.error) && !refused && <Failure error={send.error} />}
      <DialogEnd onCancel={onClose}>
        <Button
          leftSection={<IconSend2 size={18} aria-hidden="true" />}
          disabled={!written.ready}
          loading={send.isPending}
          onClick={() => send.mutate()}
        >
          {t('send')}
        </Button>
      </DialogEnd>
    </Stack>
  );
}

function Sent({ row, name }: { row: SentToClient; name: string }) {
  const t = useMessagesWords();
  const reasonOf = useReason();
  const { content, files, state, reason, kind, author, createdAt } = row;
  return (
    <li className={styles.row}>
      <Bubble content={withName(content, name)}>
        {files.length > 0 && <FileList files={files} />}
      </Bubble>
      <RowFacts>
        <When at={createdAt} />
        {author && <span>{author}</span>}
        {kind === 'group' && <span>{t('kind_group')}</span>}
        {reason && <span>{reasonOf(reason)}</span>}
        <Outcome state={state} />
      </RowFacts>
    </li>
  );
}
