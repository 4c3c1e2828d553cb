/** On the home page: what is to be paid, while there is something. */
import { Title } from '@mantine/core';
import { Link } from 'react-router';
import home from '../Home.module.css';
import { DueSums } from './DueSums.tsx';
import { InvoiceRows } from './InvoiceRows.tsx';
import { useFirstInvoices } from './invoice-queries.ts';
import { useInvoiceWords } from './invoice-words.ts';

const shown = 3;

/** Nothing while nothing is due: paying is no reason to come here. */
export function UnpaidInvoices() {
  const t = useInvoiceWords();
  const { data } = useFirstInvoices();
  const unpaid = data?.items.filter(({ status }) => status === 'issued') ?? [];
  if (!data || unpaid.length === 0) return null;
  return (
    <section className={home.list} aria-labelledby="unpaid-invoices">
      <div className={home.listHead}>
        <Title order={2} size="h4" id="unpaid-invoices">
          {t('unpaid')}
        </Title>
        <Link to="/portal/invoices" className={home.all}>
          {t('all')}
        </Link>
      </div>
      {unpaid.length > 1 && (
        <div className={home.inside}>
          <DueSums due={data.due} />
        </div>
      )}
      <InvoiceRows rows={unpaid.slice(0, shown)} pay />
    </section>
  );
}
