/** All tickets of one client, the last changed first. */
import { Skeleton, Stack } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Row, RowFacts, Rows, RowTitle } from '../../ui/Rows.tsx';
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
          <Rows>
            {rows.map((row) => (
              <Row key={row.id} to={`/admin/tickets/${row.number}`} className={styles.ticket}>
                <RowTitle>{row.subject}</RowTitle>
                <RowFacts>
                  <StatusBadge status={row.status} />
                  <span>{t('number', { number: row.number })}</span>
                  <span>{row.assignee?.name ?? t('nobody_assigned')}</span>
                  <When at={row.updatedAt} />
                </RowFacts>
              </Row>
            ))}
          </Rows>
        ) : (
          <div className={styles.noTickets}>
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
