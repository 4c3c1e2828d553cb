/** All tickets of one client, the last changed first. */
import { Skeleton, Stack } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { When } from '../../ui/When.tsx';
import styles from './ClientPage.module.css';
import { useClientTickets } from './clients-queries.ts';
import { useClientsWords } from './clients-words.ts';

export function ClientTickets({ clientId }: { clientId: string }) {
  const t = useClientsWords();
  const tickets = useClientTickets(clientId);
  const rows = tickets.data?.pages.flatMap(({ items }) => items);
  return (
    <Stack gap="sm">
      <h2 className={styles.cardTitle}>{t('tickets')}</h2>
      {rows ? (
        rows.length > 0 ? (
          <ul className={styles.tickets}>
            {rows.map((row) => (
              <li key={row.id}>
                <Link to={`/admin/tickets/${row.number}`} className={styles.ticket}>
                  <span className={styles.subject}>{row.subject}</span>
                  <span className={styles.facts}>
                    <StatusBadge status={row.status} />
                    <span>{t('number', { number: row.number })}</span>
                    <span>{row.assignee?.name ?? t('nobody_assigned')}</span>
                    <When at={row.updatedAt} />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        ) : (
          <div className={styles.tickets}>
            <EmptyState icon={<IconInbox size={28} />} title={t('tickets_none')}>
              {t('tickets_none_text')}
            </EmptyState>
          </div>
        )
      ) : tickets.error ? (
        <Failure error={tickets.error} again={() => void tickets.refetch()} />
      ) : (
        <Skeleton height={180} radius="md" />
      )}
      <LoadMore pages={tickets} />
    </Stack>
  );
}
