/** How invoices stand, in one row, with how many wait in each. */
import { Link } from 'react-router';
import { invoiceStates } from '../../../contract/invoices.ts';
import styles from './InvoiceTabs.module.css';
import { writeInvoiceFilters } from './invoice-filters.ts';
import { type InvoiceFilters, useInvoiceCounts } from './invoices-queries.ts';
import { useInvoicesWords } from './invoices-words.ts';

type State = (typeof invoiceStates)[number];

export function InvoiceTabs({ filters }: { filters: InvoiceFilters }) {
  const t = useInvoicesWords();
  const counts: Partial<Record<State, number>> = useInvoiceCounts().data ?? {};
  const here = filters.state ?? 'all';
  return (
    <nav className={styles.tabs} aria-label={t('tabs')}>
      {invoiceStates.map((state) => (
        <Link
          key={state}
          ref={state === here ? bringIntoSight : null}
          className={styles.tab}
          to={{ search: writeInvoiceFilters({ ...filters, state }) }}
          aria-current={state === here ? 'page' : undefined}
          data-state={state}
        >
          {t(`tab_${state}`)}
          {Boolean(counts[state]) && (
            <span className={styles.count}>{capped(counts[state] ?? 0)}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}

/** 1,000 means "1,000 or more". */
function capped(count: number): string {
  return count >= 1000 ? '999+' : String(count);
}

// On a phone the row is longer than the screen.
function bringIntoSight(tab: HTMLElement | null): void {
  const row = tab?.parentElement;
  if (!tab || !row || row.scrollWidth <= row.clientWidth) return;
  row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.clientWidth) / 2;
}
