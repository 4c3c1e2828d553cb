/** The ticket that an invoice belongs to: a link to it, and a way to part them while it is a draft. */
import { Anchor, Button, Skeleton } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { readTicket } from '../../../contract/tickets.ts';
import { call } from '../../lib/call.ts';
import { adminKey } from '../frame/admin-key.ts';
import { useInvoicesWords } from './invoices-words.ts';
import styles from './OfTicket.module.css';

export function OfTicket({ id, drop }: { id: string; drop(): void }) {
  const t = useInvoicesWords();
  const { data, error } = useQuery({
    queryKey: adminKey('ticket', id),
    queryFn: ({ signal }) => call(readTicket, { params: { ticketId: id } }, { signal }),
  });
  return (
    <div className={styles.box}>
      <IconInbox size={20} aria-hidden="true" />
      <span className={styles.words}>
        {data ? (
          <Anchor component={Link} to={`/admin/tickets/${data.number}`}>
            {t('ticket_number', { number: data.number })}: {data.subject}
          </Anchor>
        ) : error ? (
          t('ticket_missing')
        ) : (
          <Skeleton height={18} />
        )}
      </span>
      <Button variant="default" onClick={drop}>
        {t('ticket_drop')}
      </Button>
    </div>
  );
}
