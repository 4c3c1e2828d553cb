/** How many invoices wait to be paid, quietly beside the word in the navigation. */
import { VisuallyHidden } from '@mantine/core';
import styles from '../PortalFrame.module.css';
import { useUnpaid } from './invoice-queries.ts';
import { useInvoiceWords } from './invoice-words.ts';

export function UnpaidCount() {
  const t = useInvoiceWords();
  const unpaid = useUnpaid();
  if (unpaid === 0) return null;
  return (
    <span className={styles.unpaid}>
      <span aria-hidden="true">{unpaid > 9 ? '9+' : unpaid}</span>
      <VisuallyHidden>{t('unpaid_count', { count: unpaid })}</VisuallyHidden>
    </span>
  );
}
