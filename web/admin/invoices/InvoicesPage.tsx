/** All invoices: by how they stand, found by number, client or words, with what they come to. */
import { Button, Group, Stack } from '@mantine/core';
import { IconPlus, IconRepeat, IconTableExport } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { exportInvoices } from '../../../contract/invoices.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { saveFile } from '../../lib/save-file.ts';
import { useTimeZone } from '../../lib/time-zone.ts';
import { Failure } from '../../ui/Failure.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { toast } from '../../ui/toasts.tsx';
import { todayIn } from './days.ts';
import { InvoiceFilterBar } from './InvoiceFilterBar.tsx';
import { InvoiceRows, InvoiceSkeletons } from './InvoiceRows.tsx';
import { InvoicesEmpty } from './InvoicesEmpty.tsx';
import { InvoiceTabs } from './InvoiceTabs.tsx';
import { readInvoiceFilters, writeInvoiceFilters } from './invoice-filters.ts';
import { type InvoiceFilters, useInvoices } from './invoices-queries.ts';
import { useInvoicesWords } from './invoices-words.ts';
import { SumCards } from './SumCards.tsx';

export function InvoicesPage() {
  const t = useInvoicesWords();
  const [address, setAddress] = useSearchParams();
  const filters = readInvoiceFilters(address);
  const set = (next: InvoiceFilters) => setAddress(writeInvoiceFilters(next), { replace: true });
  return (
    <>
      <PageHead title={t('invoices')} actions={<Actions filters={filters} />} />
      <Stack gap="md">
        <InvoiceTabs filters={filters} />
        <InvoiceFilterBar filters={filters} set={set} />
        <SumCards filters={filters} />
        <List filters={filters} clear={() => set({ state: filters.state })} />
      </Stack>
    </>
  );
}

function Actions({ filters }: { filters: InvoiceFilters }) {
  const t = useInvoicesWords();
  const { failure } = useFailureWords();
  const today = todayIn(useTimeZone());
  const keep = useMutation({
    mutationFn: () =>
      saveFile(exportInvoices, { query: filters }, `${t('table_name')}-${today}.csv`),
    onError: (error) => toast({ tone: 'bad', text: failure(error) }),
  });
  const client = filters.clientId ? `?client=${filters.clientId}` : '';
  return (
    <Group gap="xs">
      <Button
        component={Link}
        to="/admin/invoices/recurring"
        variant="default"
        leftSection={<IconRepeat size={18} aria-hidden="true" />}
      >
        {t('recurring')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconTableExport size={18} aria-hidden="true" />}
        loading={keep.isPending}
        onClick={() => keep.mutate()}
      >
        {t('export')}
      </Button>
      <Button
        component={Link}
        to={`/admin/invoices/new${client}`}
        leftSection={<IconPlus size={18} aria-hidden="true" />}
      >
        {t('new_invoice')}
      </Button>
    </Group>
  );
}

function List({ filters, clear }: { filters: InvoiceFilters; clear(): void }) {
  const invoices = useInvoices(filters);
  const rows = invoices.data?.pages.flatMap(({ items }) => items);
  if (!rows) {
    return invoices.error ? (
      <Failure error={invoices.error} again={() => void invoices.refetch()} />
    ) : (
      <InvoiceSkeletons />
    );
  }
  if (rows.length === 0) return <InvoicesEmpty filters={filters} clear={clear} />;
  return (
    <>
      <InvoiceRows rows={rows} />
      <LoadMore pages={invoices} />
    </>
  );
}
