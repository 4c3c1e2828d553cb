/** Words to find by, days of issue, and the client or ticket that the list is narrowed to. */
import { Button, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { readTicket } from '../../../contract/tickets.ts';
import { call } from '../../lib/call.ts';
import { SearchField } from '../../ui/SearchField.tsx';
import { useClient } from '../clients/clients-queries.ts';
import { adminKey } from '../frame/admin-key.ts';
import styles from './InvoiceFilterBar.module.css';
import { isNarrowed } from './invoice-filters.ts';
import type { InvoiceFilters } from './invoices-queries.ts';
import { useInvoicesWords } from './invoices-words.ts';

interface InvoiceFilterBarProps {
  filters: InvoiceFilters;
  set(filters: InvoiceFilters): void;
}

export function InvoiceFilterBar({ filters, set }: InvoiceFilterBarProps) {
  const t = useInvoicesWords();
  return (
    <search className={styles.filters} aria-label={t('filters')}>
      <SearchField
        className={styles.search}
        label={t('search')}
        placeholder={t('search_hint')}
        search={filters.search}
        find={(search) => set({ ...filters, search })}
      />
      <TextInput
        type="date"
        size="md"
        label={t('filter_from')}
        max={filters.to}
        value={filters.from ?? ''}
        onChange={(event) => set({ ...filters, from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        size="md"
        label={t('filter_to')}
        min={filters.from}
        value={filters.to ?? ''}
        onChange={(event) => set({ ...filters, to: event.currentTarget.value })}
      />
      {isNarrowed(filters) && (
        <div className={styles.narrowed}>
          {filters.clientId && (
            <OfClient id={filters.clientId} drop={() => set({ ...filters, clientId: undefined })} />
          )}
          {filters.ticketId && (
            <OfTicket id={filters.ticketId} drop={() => set({ ...filters, ticketId: undefined })} />
          )}
          <Button variant="subtle" size="compact-md" onClick={() => set({ state: filters.state })}>
            {t('reset')}
          </Button>
        </div>
      )}
    </search>
  );
}

function OfClient({ id, drop }: { id: string; drop(): void }) {
  const t = useInvoicesWords();
  const { data } = useClient(id);
  return <Chip text={data?.name ?? t('one_client')} drop={drop} />;
}

function OfTicket({ id, drop }: { id: string; drop(): void }) {
  const t = useInvoicesWords();
  const { data } = useQuery({
    queryKey: adminKey('ticket', id),
    queryFn: ({ signal }) => call(readTicket, { params: { ticketId: id } }, { signal }),
  });
  const text = data ? t('ticket_number', { number: data.number }) : t('one_ticket');
  return <Chip text={text} drop={drop} />;
}

function Chip({ text, drop }: { text: string; drop(): void }) {
  const t = useInvoicesWords();
  return (
    <button
      type="button"
      className={styles.chip}
      onClick={drop}
      aria-label={t('filter_drop', { name: text })}
    >
      <span className={styles.chipText}>{text}</span>
      <IconX size={16} aria-hidden="true" />
    </button>
  );
}
