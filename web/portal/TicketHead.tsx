/** The subject, what the status means, and what the client can do about it. */
import { Button } from '@mantine/core';
import { IconCheck, IconRotateClockwise } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { closeMyTicket, reopenMyTicket } from '../../contract/my-tickets.ts';
import { call } from '../lib/call.ts';
import { useFailureWords } from '../lib/failure-words.ts';
import { BackLink } from '../ui/BackLink.tsx';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { toast } from '../ui/toasts.tsx';
import { PortalHeading } from './PortalHeading.tsx';
import { type MyTicket, ticketChanged } from './portal-queries.ts';
import { usePortalWords } from './portal-words.ts';
import styles from './TicketPage.module.css';

export function TicketHead({ ticket }: { ticket: MyTicket }) {
  const t = usePortalWords();
  const { close, reopen } = useEnding(ticket);
  const [whole, setWhole] = useState(false);
  // On a phone such a subject would leave no room for what was said.
  const long = [...ticket.subject].length > 80;
  const number = t('number', { number: ticket.number });

  return (
    <div className={styles.head}>
      <BackLink to="/portal/tickets">{t('back')}</BackLink>
      <div className={styles.row}>
        <div className={styles.words}>
          <div className={styles.subject} data-whole={whole}>
            <PortalHeading title={`${number} ${ticket.subject}`}>{ticket.subject}</PortalHeading>
          </div>
          {long && !whole && (
            <button type="button" className={styles.whole} onClick={() => setWhole(true)}>
              {t('whole_subject')}
            </button>
          )}
          <div className={styles.facts}>
            <StatusBadge status={ticket.status} reader="client" />
            <span className={styles.number}>{number}</span>
            <span>{ticket.mergedInto ? t('about_merged') : about()}</span>
          </div>
        </div>
        {ticket.canClose && (
          <Button
            variant="default"
            leftSection={<IconCheck size={18} aria-hidden="true" />}
            loading={close.isPending}
            onClick={() => close.mutate()}
          >
            {t('close')}
          </Button>
        )}
        {ticket.canReopen && (
          <Button
            variant="default"
            leftSection={<IconRotateClockwise size={18} aria-hidden="true" />}
            loading={reopen.isPending}
            onClick={() => reopen.mutate()}
          >
            {t('reopen')}
          </Button>
        )}
      </div>
      {ticket.mergedInto && (
        <Button
          component={Link}
          to={`/portal/tickets/${ticket.mergedInto.number}`}
          variant="light"
          w="fit-content"
        >
          {t('to_merged', { number: ticket.mergedInto.number })}
        </Button>
      )}
    </div>
  );

  function about(): string {
    if (ticket.status === 'in_progress' && ticket.assignee) {
      return t('about_in_progress_by', { name: ticket.assignee.name });
    }
    return t(`about_${ticket.status}`);
  }
}

/** Closing and opening again, each with a way back. */
function useEnding({ number }: MyTicket) {
  const t = usePortalWords();
  const { failure } = useFailureWords();
  const params = { ticketId: String(number) };
  const id = `ticket-${number}`;
  const said = {
    onError: (error: unknown) => toast({ id, text: failure(error), tone: 'bad' }),
    onSettled: () => ticketChanged(params.ticketId),
  };
  const reopen = useMutation({
    ...said,
    mutationFn: () => call(reopenMyTicket, { params }),
    onSuccess: () => toast({ id, text: t('reopened_note') }),
  });
  const close = useMutation({
    ...said,
    mutationFn: () => call(closeMyTicket, { params }),
    onSuccess: () => toast({ id, text: t('closed_note'), undo: () => reopen.mutate() }),
  });
  return { close, reopen };
}
