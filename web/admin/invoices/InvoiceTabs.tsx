/** How invoices stand, in one row, with how many wait in each. */
import { invoiceStates } from '../../../contract/invoices.ts';
import { type CountTab, CountTabs } from '../../ui/CountTabs.tsx';
import { writeInvoiceFilters } from './invoice-filters.ts';
import { type InvoiceFilters, useInvoiceCounts } from './invoices-queries.ts';
import { useInvoicesWords } from './invoices-words.ts';

type State = (typeof invoiceStates)[number];

export function InvoiceTabs({ filters }: { filters: InvoiceFilters }) {
  const t = useInvoicesWords();
  const counts: Partial<Record<State, number>> = useInvoiceCounts().data ?? {};
  const tabs = invoiceStates.map((state) => ({
    key: state,
    text: t(`tab_${state}`),
    search: writeInvoiceFilters({ ...filters, state }),
    count: counts[state],
    tone: tones[state],
  }));
  return <CountTabs label={t('tabs')} tabs={tabs} here={filters.state ?? 'all'} />;
}

const tones: Partial<Record<State, CountTab['tone']>> = { overdue: 'bad', claimed: 'warm' };
