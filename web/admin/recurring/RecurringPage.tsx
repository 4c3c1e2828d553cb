/** All invoices that come every month. */
import { Button, Stack } from '@mantine/core';
import { IconPlus, IconRepeat } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { InvoiceSkeletons } from '../invoices/InvoiceRows.tsx';
import { RecurringRows } from './RecurringRows.tsx';
import { useRecurringRows, useRunsRecurring } from './recurring-queries.ts';
import { useRecurringWords } from './recurring-words.ts';

export function RecurringPage() {
  const t = useRecurringWords();
  const runs = useRunsRecurring();
  const recurring = useRecurringRows();
  const rows = recurring.data?.pages.flatMap(({ items }) => items);
  const add = runs && (
    <Button
      component={Link}
      to="/admin/invoices/recurring/new"
      leftSection={<IconPlus size={18} aria-hidden="true" />}
    >
      {t('add')}
    </Button>
  );
  return (
    <>
      <PageHead
        title={t('title')}
        sub={t('sub')}
        back={{ to: '/admin/invoices', label: t('invoices') }}
        actions={rows?.length ? add : null}
      />
      <Stack gap="md" maw={920}>
        {rows ? (
          rows.length > 0 ? (
            <>
              <RecurringRows rows={rows} />
              <LoadMore pages={recurring} />
            </>
          ) : (
            <EmptyState icon={<IconRepeat size={28} />} title={t('none')} action={add}>
              {t('none_text')}
            </EmptyState>
          )
        ) : recurring.error ? (
          <Failure error={recurring.error} again={() => void recurring.refetch()} />
        ) : (
          <InvoiceSkeletons count={4} />
        )}
      </Stack>
    </>
  );
}
