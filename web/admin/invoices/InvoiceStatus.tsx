/** How an invoice stands, in a word and a colour. */
import styles from './InvoiceStatus.module.css';
import { type InvoiceState, stateOf } from './invoice-state.ts';
import { useInvoicesWords } from './invoices-words.ts';

interface InvoiceStatusProps {
  invoice: Parameters<typeof stateOf>[0];
}

export function InvoiceStatus({ invoice }: InvoiceStatusProps) {
  const say = useStateWord();
  const state = stateOf(invoice);
  return (
    <span className={styles.badge} data-state={state}>
      <span className={styles.dot} aria-hidden="true" />
      {say(state)}
    </span>
  );
}

/** The word for a state. */
export function useStateWord(): (state: InvoiceState) => string {
  const t = useInvoicesWords();
  return (state) => t(`state_${state}`);
}
