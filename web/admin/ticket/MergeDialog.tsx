/** Finds the other ticket of the same client to merge with; what will happen is said, and asked, in the next step. */
import { Skeleton, Stack, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { TicketRow } from '../../../contract/ticket-shapes.ts';
import { queue } from '../../../contract/tickets.ts';
import { call } from '../../lib/call.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { When } from '../../ui/When.tsx';
import { adminKey } from '../frame/admin-key.ts';
import { MergeConfirm } from '../queue/MergeConfirm.tsx';
import styles from './Panel.module.css';
import { useTicketWords } from './ticket-words.ts';
import type { Ticket } from './use-ticket.ts';

export function MergeDialog({ ticket, close }: { ticket: Ticket; close(): void }) {
  const t = useTicketWords();
  const go = useNavigate();
  const [search, find] = useState('');
  const [other, choose] = useState<TicketRow>();
  const { data, error, refetch } = useQuery({
    queryKey: adminKey('queue', 'to-merge', ticket.client.id),
    queryFn: ({ signal }) =>
      call(
        queue,
        { query: { clientId: ticket.client.id, status: 'all', sort: 'updated', limit: 50 } },
        { signal },
      ),
  });
  const words = search
    .trim()
    .toLocaleLowerCase()
    .replace(/^[#№]\s*/, '');
  const found = (data?.items ?? []).filter(
    ({ id, number, subject }) =>
      id !== ticket.id && `${number} ${subject}`.toLocaleLowerCase().includes(words),
  );
  if (other) {
    return (
      <MergeConfirm
        pair={[ticket, other]}
        close={close}
        done={({ number }) => void go(`/admin/tickets/${number}`)}
      />
    );
  }
  return (
    <Dialog opened onClose={close} title={t('merge_title')}>
      <Stack gap="sm">
        <TextInput
          size="md"
          data-autofocus
          aria-label={t('merge_search')}
          placeholder={t('merge_search')}
          leftSection={<IconSearch size={18} aria-hidden />}
          value={search}
          onChange={(event) => find(event.currentTarget.value)}
        />
        {error ? (
          <Failure error={error} again={() => void refetch()} />
        ) : data ? (
          <div className={styles.choices}>
            {found.map((row) => (
              <button
                key={row.id}
                type="button"
                className={styles.choice}
                onClick={() => choose(row)}
              >
                <span className={styles.otherSubject}>{row.subject}</span>
                <span className={styles.otherMarks}>
                  {t('number', { number: row.number })}
                  <StatusBadge status={row.status} />
                  <When at={row.updatedAt} form="short" />
                </span>
              </button>
            ))}
            {found.length === 0 && <p className={styles.small}>{t('merge_none')}</p>}
          </div>
        ) : (
          <Skeleton height={120} />
        )}
      </Stack>
    </Dialog>
  );
}
