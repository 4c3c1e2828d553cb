/** The lines of an invoice as they stand on paper: a table, and cards where it is narrow. */
import { formatMoney, formatQuantity, formatRate } from '../../../contract/money.ts';
import { useLanguage } from '../../lib/i18n.ts';
import styles from './InvoiceItems.module.css';
import type { Invoice } from './invoices-queries.ts';
import { useInvoicesWords } from './invoices-words.ts';

export function InvoiceItems({ invoice }: { invoice: Invoice }) {
  const t = useInvoicesWords();
  return (
    <section className={styles.section} aria-label={t('lines')}>
      <div className={styles.heads} aria-hidden="true">
        <span>{t('line_description')}</span>
        <span className={styles.end}>{t('line_quantity')}</span>
        <span className={styles.end}>{t('line_price')}</span>
        <span className={styles.end}>{t('line_tax')}</span>
        <span className={styles.end}>{t('line_total')}</span>
      </div>
      <ol className={styles.items}>
        {invoice.items.map((item, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an issued invoice never changes
          <Item key={place} item={item} currency={invoice.currency} />
        ))}
      </ol>
    </section>
  );
}

interface ItemProps {
  item: Invoice['items'][number];
  currency: Invoice['currency'];
}

function Item({ item, currency }: ItemProps) {
  const t = useInvoicesWords();
  const language = useLanguage();
  const money = (minor: number) => formatMoney(minor, currency, language);
  return (
    <li className={styles.item}>
      <span className={styles.description}>{item.description}</span>
      <span className={styles.quantity}>
        {formatQuantity(item.quantity, language)} {item.unit}
      </span>
      <span className={styles.price}>
        <span className={styles.times} aria-hidden="true">
          ×
        </span>
        {money(item.unitPrice)}
      </span>
      <span className={styles.tax}>
        {item.taxRate === null ? (
          t('no_tax')
        ) : (
          <>
            <span className={styles.taxName}>{t('line_tax')} </span>
            {formatRate(item.taxRate, language)}
          </>
        )}
      </span>
      <span className={styles.total}>{money(item.total)}</span>
    </li>
  );
}
