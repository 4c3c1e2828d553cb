/** The invoices that were made from this ticket, and the way to make one. */
import { Button } from '@mantine/core';
import { IconFileInvoice } from '@tabler/icons-react';
import { Link } from 'react-router';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { useMay } from '../frame/viewer.ts';
import { InvoiceRows } from '../invoices/InvoiceRows.tsx';
import { useInvoices } from '../invoices/invoices-queries.ts';
import styles from './Panel.module.css';
import { useTicketWords } from './ticket-words.ts';
import type { Ticket } from './use-ticket.ts';

export function TicketInvoices({ ticket }: { ticket: Ticket }) {
  const t = useTicketWords();
  const may = useMay();
  const invoices = useInvoices({ ticketId: ticket.id }, { limit: 10 });
  const rows = invoices.data?.pages.flatMap(({ items }) => items) ?? [];
  const makes = may('invoices.write') && !ticket.mergedInto;
  if (rows.length === 0 && !makes) return null;
  return (
    <section className={styles.part} aria-labelledby="ticket-invoices">
      <h2 id="ticket-invoices">{t('invoices')}</h2>
      {rows.length > 0 && <InvoiceRows rows={rows} narrow />}
      <LoadMore pages={invoices} />
      {makes && (
        <Button
          component={Link}
          to={`/admin/invoices/new?client=${ticket.client.id}&ticket=${ticket.id}`}
          variant="default"
          leftSection={<IconFileInvoice size={18} aria-hidden="true" />}
        >
          {t('invoice_make')}
        </Button>
      )}
    </section>
  );
}
