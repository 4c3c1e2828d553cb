/** All tickets of the client, open and over, page after page. */
import { Button, Group, Stack } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { Link, useSearchParams } from 'react-router';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Failure } from '../ui/Failure.tsx';
import { InboxIcon } from '../ui/icons.tsx';
import { LoadMore } from '../ui/LoadMore.tsx';
import home from './Home.module.css';
import { PortalHeading } from './PortalHeading.tsx';
import { useMyTickets } from './portal-queries.ts';
import { usePortalWords } from './portal-words.ts';
import { RowSkeletons, TicketRows } from './TicketRows.tsx';
import styles from './TicketsPage.module.css';

const states = ['open', 'closed'] as const;

export function TicketsPage() {
  const t = usePortalWords();
  const [search] = useSearchParams();
  const state = search.get('state') === 'closed' ? 'closed' : 'open';
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <PortalHeading>{t('tickets')}</PortalHeading>
        <Button
          component={Link}
          to="/portal/tickets/new"
          leftSection={<IconPencil size={18} aria-hidden="true" />}
        >
          {t('write')}
        </Button>
      </Group>
      <nav className={styles.states} aria-label={t('states')}>
        {states.map((one) => (
          <Link
            key={one}
            to={one === 'open' ? '/portal/tickets' : '/portal/tickets?state=closed'}
            className={styles.state}
            aria-current={one === state ? 'page' : undefined}
          >
            {t(`state_${one}`)}
          </Link>
        ))}
      </nav>
      <List key={state} state={state} />
    </Stack>
  );
}

function List({ state }: { state: (typeof states)[number] }) {
  const t = usePortalWords();
  const tickets = useMyTickets(state);
  const rows = tickets.data?.pages.flatMap(({ items }) => items);
  if (tickets.error && !rows)
    return <Failure error={tickets.error} again={() => void tickets.refetch()} />;
  if (rows?.length === 0)
    return (
      <div className={home.list}>
        <EmptyState icon={<InboxIcon size={28} />} title={t(`none_${state}`)}>
          {t(`none_${state}_text`)}
        </EmptyState>
      </div>
    );
  return (
    <Stack gap="md">
      <div className={home.list} aria-busy={!rows}>
        {rows ? <TicketRows rows={rows} /> : <RowSkeletons count={6} />}
      </div>
      <LoadMore pages={tickets} />
    </Stack>
  );
}
