/** How many clients say that they have paid, and wait for somebody to look. */
import { VisuallyHidden } from '@mantine/core';
import { useInvoiceCounts } from '../invoices/invoices-queries.ts';
import { useFrameWords } from './frame-words.ts';
import styles from './TicketCount.module.css';

export function InvoiceCount() {
  const t = useFrameWords();
  const { data } = useInvoiceCounts();
  if (!data || data.claimed === 0) return null;
  const said = t('claimed', { count: data.claimed });
  return (
    <span className={styles.count} title={said}>
      <span aria-hidden="true">{data.claimed >= 1000 ? '999+' : data.claimed}</span>
      <VisuallyHidden>{said}</VisuallyHidden>
    </span>
  );
}
