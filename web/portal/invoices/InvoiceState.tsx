/** How an invoice stands, in a word and a colour. */
import styles from './InvoiceState.module.css';
import type { InvoiceStanding } from './invoice-status.ts';
import { useInvoiceWords } from './invoice-words.ts';

export function InvoiceState({ standing }: { standing: InvoiceStanding }) {
  const t = useInvoiceWords();
  return (
    <span className={styles.badge} data-state={standing}>
      <span className={styles.dot} aria-hidden="true" />
      {t(`state_${standing}`)}
    </span>
  );
}
