/** What the invoices of the list come to, one row of figures for each currency. */
import { Skeleton } from '@mantine/core';
import { formatMoney } from '../../../contract/money.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { type InvoiceFilters, type Sums, useInvoiceSums } from './invoices-queries.ts';
import { useInvoicesWords } from './invoices-words.ts';
import styles from './SumCards.module.css';

export function SumCards({ filters }: { filters: InvoiceFilters }) {
  const t = useInvoicesWords();
  // Drafts and void invoices come to nothing.
  const counted = filters.state !== 'draft' && filters.state !== 'void';
  const { data } = useInvoiceSums(filters);
  if (!counted || data?.sums.length === 0) return null;
  return (
    <section className={styles.all} aria-label={t('sums')}>
      {data ? (
        data.sums.map((sums) => <OneCurrency key={sums.currency} sums={sums} />)
      ) : (
        <Skeleton height={76} radius="md" />
      )}
    </section>
  );
}

function OneCurrency({ sums }: { sums: Sums }) {
  const t = useInvoicesWords();
  const language = useLanguage();
  const money = (minor: number) => formatMoney(minor, sums.currency, language);
  return (
    <dl className={styles.row}>
      <div className={styles.figure}>
        <dt>{t('sum_issued', { count: sums.count })}</dt>
        <dd>{money(sums.total)}</dd>
      </div>
      <div className={styles.figure}>
        <dt>{t('sum_paid')}</dt>
        <dd>{money(sums.paid)}</dd>
      </div>
      <div className={styles.figure}>
        <dt>{t('sum_due')}</dt>
        <dd>{money(sums.due)}</dd>
      </div>
      <div className={styles.figure} data-late={sums.overdue > 0}>
        <dt>{t('sum_overdue')}</dt>
        <dd>{money(sums.overdue)}</dd>
      </div>
    </dl>
  );
}
