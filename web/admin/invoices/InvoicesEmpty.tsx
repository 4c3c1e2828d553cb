/** No invoice here: what would stand here, and how it comes. */
import { Button } from '@mantine/core';
import { IconFileInvoice } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { isNarrowed } from './invoice-filters.ts';
import type { InvoiceFilters } from './invoices-queries.ts';
import { useInvoicesWords } from './invoices-words.ts';

export function InvoicesEmpty({ filters, clear }: { filters: InvoiceFilters; clear(): void }) {
  const t = useInvoicesWords();
  const icon = <IconFileInvoice size={28} />;
  if (isNarrowed(filters)) {
    return (
      <EmptyState
        icon={icon}
        title={t('nothing_found')}
        action={
          <Button variant="default" onClick={clear}>
            {t('reset')}
          </Button>
        }
      >
        {t('nothing_found_text')}
      </EmptyState>
    );
  }
  const state = filters.state ?? 'all';
  return (
    <EmptyState
      icon={icon}
      title={t(`empty_${state}`)}
      action={
        (state === 'all' || state === 'draft') && (
          <Button component={Link} to="/admin/invoices/new">
            {t('new_invoice')}
          </Button>
        )
      }
    >
      {t(`empty_${state}_text`)}
    </EmptyState>
  );
}
