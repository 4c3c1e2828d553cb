/** One ticket: what was said on the left, with the answer below it, and what is known on the right. */
import { Button, Drawer, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconTicketOff } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { refusedWith } from '../../lib/errors.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { PageTitle } from '../../ui/StepHeading.tsx';
import { Head } from './Head.tsx';
import { Panel } from './Panel.tsx';
import { Talk } from './Talk.tsx';
import styles from './TicketPage.module.css';
import { useTicketWords } from './ticket-words.ts';
import { Unreachable } from './Unreachable.tsx';
import { useTicket } from './use-ticket.ts';

export function TicketPage() {
  const { number = '' } = useParams();
  // Another ticket is another page: nothing that was typed or opened goes along.
  return <OneTicket key={number} number={number} />;
}

function OneTicket({ number }: { number: string }) {
  const t = useTicketWords();
  const wide = useMediaQuery('(min-width: 75em)', true, { getInitialValueInEffect: false });
  const [details, showDetails] = useState(false);
  const { data: ticket, error, refetch } = useTicket(number);

  if (!ticket) {
    if (refusedWith(error, 'request.not_found', 'request.invalid')) return <NotThere />;
    if (error) return <Failure error={error} again={() => void refetch()} />;
    return <Waiting />;
  }
  return (
    <div className={styles.page}>
      <PageTitle>{`${t('number', { number: ticket.number })} ${ticket.subject}`}</PageTitle>
      <div className={styles.main}>
        <Head ticket={ticket} showDetails={wide ? undefined : () => showDetails(true)} />
        <Unreachable ticket={ticket} />
        <Talk key={ticket.id} ticket={ticket} />
      </div>
      {wide ? (
        <aside className={styles.side} aria-label={t('details')}>
          <Panel ticket={ticket} />
        </aside>
      ) : (
        <Drawer
          opened={details}
          onClose={() => showDetails(false)}
          position="right"
          size="min(400px, 100%)"
          title={t('details')}
          closeButtonProps={{ 'aria-label': t('details_close'), size: 40 }}
        >
          <Panel ticket={ticket} />
        </Drawer>
      )}
    </div>
  );
}

function NotThere() {
  const t = useTicketWords();
  return (
    <>
      <PageTitle>{t('not_found')}</PageTitle>
      <EmptyState
        icon={<IconTicketOff size={28} />}
        title={t('not_found')}
        heading
        action={
          <Button component={Link} to="/admin/tickets" variant="default">
            {t('back')}
          </Button>
        }
      >
        {t('not_found_text')}
      </EmptyState>
    </>
  );
}

function Waiting() {
  return (
    <div className={styles.page} aria-busy="true">
      <div className={styles.main}>
        <div className={styles.waitingHead}>
          <Skeleton height={16} width={120} />
          <Skeleton height={26} width="60%" />
        </div>
        <div className={styles.waitingTalk}>
          <Skeleton height={72} width="60%" radius={14} />
          <Skeleton height={54} width="46%" radius={14} />
        </div>
        <Skeleton height={140} radius={14} />
      </div>
    </div>
  );
}
