/** Greeting, what is going on, the way to write, and the Telegram card. */
import { Button, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconCheck, IconPencil } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useAbout } from '../lib/about.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Failure } from '../ui/Failure.tsx';
import { InboxIcon } from '../ui/icons.tsx';
import { SandboxHint } from '../ui/SandboxHint.tsx';
import styles from './Home.module.css';
import { UnpaidInvoices } from './invoices/UnpaidInvoices.tsx';
import { forHome } from './my-status.ts';
import { PortalHeading } from './PortalHeading.tsx';
import { useMe, useNewestTickets } from './portal-queries.ts';
import { usePortalWords } from './portal-words.ts';
import { TelegramCard } from './TelegramCard.tsx';
import { RowSkeletons, TicketRows } from './TicketRows.tsx';

export function Home() {
  const t = usePortalWords();
  const viewer = useMe();
  return (
    <Stack gap="xl">
      {viewer.data ? (
        <div className={styles.greeting}>
          <Stack gap={4} className={styles.words}>
            <PortalHeading title={t('title')}>
              {t('greeting', { name: viewer.data.name })}
            </PortalHeading>
            <Text c="dimmed">{t('greeting_text')}</Text>
          </Stack>
          <Button
            component={Link}
            to="/portal/tickets/new"
            size="md"
            leftSection={<IconPencil size={18} aria-hidden="true" />}
          >
            {t('write')}
          </Button>
        </div>
      ) : viewer.error ? (
        <Failure error={viewer.error} again={() => void viewer.refetch()} />
      ) : (
        <Skeleton height={64} maw={420} />
      )}
      <UnpaidInvoices />
      <div className={styles.cards}>
        <GoingOn />
        <TelegramCard preferences="/portal/profile#notifications" />
      </div>
      <SandboxHint />
    </Stack>
  );
}

function GoingOn() {
  const t = usePortalWords();
  const about = useAbout();
  const tickets = useNewestTickets();
  const rows = tickets.data && forHome(tickets.data.items);
  if (rows?.length === 0) {
    const known = (tickets.data?.items.length ?? 0) > 0;
    return (
      <section className={styles.list} aria-label={t('going_on')}>
        <EmptyState
          icon={known ? <IconCheck size={28} /> : <InboxIcon size={28} />}
          title={t(known ? 'all_solved' : 'tickets_none')}
          action={
            known && (
              <Button component={Link} to="/portal/tickets" variant="default">
                {t('tickets_all')}
              </Button>
            )
          }
        >
          {known
            ? t('all_solved_text')
            : t('tickets_none_text', { company: about.data?.companyName ?? 'Otklik' })}
        </EmptyState>
      </section>
    );
  }
  return (
    <section className={styles.list} aria-labelledby="going-on">
      <div className={styles.listHead}>
        <Title order={2} size="h4" id="going-on">
          {t('going_on')}
        </Title>
        <Link to="/portal/tickets" className={styles.all}>
          {t('tickets_all')}
        </Link>
      </div>
      {rows ? (
        <TicketRows rows={rows} />
      ) : tickets.error ? (
        <div className={styles.inside}>
          <Failure error={tickets.error} again={() => void tickets.refetch()} />
        </div>
      ) : (
        <RowSkeletons count={3} />
      )}
    </section>
  );
}
