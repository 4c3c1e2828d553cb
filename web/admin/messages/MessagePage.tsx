/** One message to a group: how far it has come, a way to take the rest back, and a receipt for each client. */
import { Anchor, Button, Skeleton, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import {
  cancelCustomMessage,
  type MessageOutcome,
  type MessageProgress,
  outcome,
  outcomes,
} from '../../../contract/custom-messages.ts';
import { withName } from '../../../contract/placeholders.ts';
import { call } from '../../lib/call.ts';
import { refusedWith } from '../../lib/errors.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { CountTabs } from '../../ui/CountTabs.tsx';
import { FileList } from '../../ui/conversation/FileChip.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { PhoneLink } from '../../ui/PhoneLink.tsx';
import { RowFacts, Rows } from '../../ui/Rows.tsx';
import { toast } from '../../ui/toasts.tsx';
import { When } from '../../ui/When.tsx';
import { Bubble } from './Formatted.tsx';
import styles from './Messages.module.css';
import { refreshMessages, useMessage, useReceipts } from './messages-queries.ts';
import { useMessagesWords } from './messages-words.ts';
import { Outcome, useReason } from './Outcome.tsx';
import { Progress } from './Progress.tsx';

export function MessagePage() {
  const t = useMessagesWords();
  const { messageId = '' } = useParams();
  const message = useMessage(messageId);
  if (message.data) return <Known message={message.data} />;
  const missing = refusedWith(message.error, 'request.not_found', 'request.invalid');
  return (
    <>
      <PageHead title={t('message')} back={{ to: '/admin/messages', label: t('title') }} />
      {missing ? (
        <EmptyState title={t('missing')} />
      ) : message.error ? (
        <Failure error={message.error} again={() => void message.refetch()} />
      ) : (
        <Skeleton height={240} radius="md" />
      )}
    </>
  );
}

function Known({ message }: { message: MessageProgress }) {
  const t = useMessagesWords();
  const [asking, ask] = useState(false);
  const { counts, cancelledAt, author } = message;
  const left = counts.waiting + counts.unreachable;
  return (
    <>
      <PageHead
        title={t('message')}
        back={{ to: '/admin/messages', label: t('title') }}
        sub={
          <RowFacts>
            <When at={message.createdAt} form="exact" />
            {author && <span>{author}</span>}
            {cancelledAt && <span>{t('was_cancelled')}</span>}
          </RowFacts>
        }
        actions={
          left > 0 &&
          !cancelledAt && (
            <Button variant="default" onClick={() => ask(true)}>
              {t('cancel')}
            </Button>
          )
        }
      />
      <div className={styles.columns}>
        <section className={styles.part} aria-labelledby="message-receipts">
          <Progress message={message} />
          <h2 className={styles.partTitle} id="message-receipts">
            {t('receipts')}
          </h2>
          <Receipts message={message} />
        </section>
        <section className={styles.part} aria-label={t('what')}>
          <Bubble content={withName(message.content, `[${t('put_name')}]`)}>
            {message.files.length > 0 && <FileList files={message.files} />}
          </Bubble>
          <To filter={message.filter} />
        </section>
      </div>
      <Cancel message={message} left={left} opened={asking} onClose={() => ask(false)} />
    </>
  );
}

/** Whom it was meant for, as it was chosen. */
function To({ filter }: Pick<MessageProgress, 'filter'>) {
  const t = useMessagesWords();
  const parts = [
    filter.search && `«${filter.search}»`,
    filter.language && t(`language_${filter.language}`),
    filter.openTicket && t('filter_ticket'),
    filter.overdueInvoice && t('filter_invoice'),
  ].filter(Boolean);
  return (
    <p className={styles.quiet}>
      {t('to')}: {parts.length > 0 ? parts.join(' · ') : t('everybody')}
    </p>
  );
}

function Receipts({ message }: { message: MessageProgress }) {
  const t = useMessagesWords();
  const [address] = useSearchParams();
  const chosen = outcome.safeParse(address.get('state')).data;
  const receipts = useReceipts(message, chosen);
  const rows = receipts.data?.pages.flatMap(({ items }) => items);
  const some = outcomes.filter((state) => message.counts[state] > 0 || state === chosen);
  const tab = (state: MessageOutcome) => ({
    key: state,
    text: t(`state_${state}`),
    search: `?state=${state}`,
    count: message.counts[state],
  });
  const tabs = [
    { key: 'all', text: t('all'), search: '', count: message.recipients },
    ...some.map(tab),
  ];
  return (
    <Stack gap="md">
      <CountTabs label={t('receipts')} tabs={tabs} here={chosen ?? 'all'} />
      {receipts.error && !rows && (
        <Failure error={receipts.error} again={() => void receipts.refetch()} />
      )}
      {receipts.isPending && <Skeleton height={160} />}
      {rows?.length === 0 && <p className={styles.quiet}>{t('nobody')}</p>}
      {rows && rows.length > 0 && (
        <Rows>
          {rows.map((row) => (
            <ReceiptRow key={row.clientId} row={row} />
          ))}
        </Rows>
      )}
      <LoadMore pages={receipts} />
    </Stack>
  );
}

type Row = NonNullable<ReturnType<typeof useReceipts>['data']>['pages'][number]['items'][number];

function ReceiptRow({ row }: { row: Row }) {
  const reasonOf = useReason();
  const { clientId, name, phone, state, reason, at } = row;
  const unreached = state === 'not_connected' || state === 'unreachable' || state === 'failed';
  return (
    <li className={styles.receipt}>
      <Anchor component={Link} to={`/admin/clients/${clientId}`} inherit>
        {name}
      </Anchor>
      <RowFacts>
        {unreached && phone && <PhoneLink phone={phone} />}
        {reason && <span>{reasonOf(reason)}</span>}
        {at && <When at={at} />}
        <Outcome state={state} />
      </RowFacts>
    </li>
  );
}

interface CancelProps {
  message: MessageProgress;
  left: number;
  opened: boolean;
  onClose(): void;
}

function Cancel({ message, left, opened, onClose }: CancelProps) {
  const t = useMessagesWords();
  const cancel = useMutation({
    mutationFn: () => call(cancelCustomMessage, { params: { messageId: message.id } }),
    onSuccess() {
      toast({ text: t('cancelled') });
      onClose();
    },
    onSettled: () => refreshMessages(),
  });
  return (
    <ConfirmDialog
      opened={opened}
      title={t('cancel_title')}
      confirm={t('cancel')}
      stay={t('cancel_not')}
      danger
      pending={cancel.isPending}
      error={cancel.error}
      onConfirm={() => cancel.mutate()}
      onClose={() => {
        cancel.reset();
        onClose();
      }}
    >
      {t('cancel_text', { count: left })}
    </ConfirmDialog>
  );
}
