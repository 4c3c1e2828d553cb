/** What is to be paid in all, and how much of it is overdue. */
import { formatMoney } from '../../../contract/money.ts';
import { useLanguage } from '../../lib/i18n.ts';
import styles from './DueSums.module.css';
import type { MyInvoices } from './invoice-queries.ts';
import { toPay } from './invoice-status.ts';
import { useInvoiceWords } from './invoice-words.ts';

export function DueSums({ due }: { due: MyInvoices['due'] }) {
  const t = useInvoiceWords();
  const language = useLanguage();
  return (
    <div className={styles.sums}>
      <span className={styles.label}>{t('due_in_all')}</span>
      {toPay(due).map(({ currency, amount, overdue }) => (
        <span key={currency} className={styles.sum}>
          <span className={styles.amount}>{formatMoney(amount, currency, language)}</span>
          {overdue > 0 && (
            <span className={styles.overdue}>
              {t('due_overdue', { sum: formatMoney(overdue, currency, language) })}
            </span>
          )}
        </span>
      ))}
    </div>
  );
}
