/** The client's invoices as a list: number, how it stands, until when, and how much. */
import { Link } from 'react-router';
import { formatMoney } from '../../../contract/money.ts';
import { dayInFull } from '../../lib/days.ts';
import { useLanguage } from '../../lib/i18n.ts';
import rows from '../TicketRows.module.css';
import styles from './InvoiceRows.module.css';
import { InvoiceState } from './InvoiceState.tsx';
import type { MyInvoiceRow } from './invoice-queries.ts';
import { standingOf } from './invoice-status.ts';
import { useInvoiceWords } from './invoice-words.ts';

interface InvoiceRowsProps {
  rows: readonly MyInvoiceRow[];
  /** With a mark that says what is to be done. */
  pay?: boolean;
}

export function InvoiceRows({ rows: invoices, pay = false }: InvoiceRowsProps) {
  const t = useInvoiceWords();
  return (
    <ul className={rows.rows}>
      {invoices.map((invoice) => (
        <li key={invoice.id}>
          <Link to={`/portal/invoices/${invoice.id}`} className={`${rows.row} ${styles.row}`}>
            <Row invoice={invoice} />
            {pay && !invoice.claimed && (
              <span className={styles.pay} aria-hidden="true">
                {t('pay')}
              </span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Row({ invoice }: { invoice: MyInvoiceRow }) {
  const t = useInvoiceWords();
  const language = useLanguage();
  const standing = standingOf(invoice);
  const money = (minor: number) => formatMoney(minor, invoice.currency, language);
  const partly = invoice.status === 'issued' && invoice.paid > 0;
  return (
    <>
      <span className={styles.words}>
        <span className={rows.subject}>{t('invoice', { number: invoice.number ?? '' })}</span>
        <span className={rows.facts}>
          <InvoiceState standing={standing} />
          <span className={styles.when} data-late={standing === 'overdue'}>
            {when()}
          </span>
        </span>
      </span>
      <span className={styles.sum} data-void={standing === 'void'}>
        {money(partly ? invoice.total - invoice.paid : invoice.total)}
        {partly && <span className={styles.of}>{t('row_of', { sum: money(invoice.total) })}</span>}
      </span>
    </>
  );

  function when(): string | undefined {
    const open = standing === 'to_pay' || standing === 'overdue' || standing === 'checking';
    if (open && invoice.dueOn)
      return t(`row_${standing}`, { day: dayInFull(invoice.dueOn, language) });
    return invoice.issuedOn && t('row_issued', { day: dayInFull(invoice.issuedOn, language) });
  }
}
