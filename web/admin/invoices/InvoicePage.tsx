/** One invoice: a draft is worked on, an issued one is followed until its money has come. */
import { Skeleton, Stack } from '@mantine/core';
import { IconFileX } from '@tabler/icons-react';
import { useLocation, useParams, useSearchParams } from 'react-router';
import { refusedWith } from '../../lib/errors.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { DraftPage } from './DraftPage.tsx';
import { IssuedPage } from './IssuedPage.tsx';
import { useBilling, useInvoice } from './invoices-queries.ts';
import { useInvoicesWords } from './invoices-words.ts';

export function InvoicePage() {
  const { invoiceId = 'new' } = useParams();
  const [asked] = useSearchParams();
  const here = useLocation();
  const fresh = invoiceId === 'new';
  const invoice = useInvoice(invoiceId, { enabled: !fresh });
  const draft = fresh || invoice.data?.status === 'draft';
  const billing = useBilling({ enabled: draft });
  if (invoice.data && !draft) return <IssuedPage invoice={invoice.data} />;
  if (draft && billing.data) {
    // A draft that has just been begun gets its address while one writes: the page stays the same.
    const begunHere: unknown = here.state?.begunOn;
    return (
      <DraftPage
        key={fresh ? here.key : typeof begunHere === 'string' ? begunHere : invoiceId}
        pageKey={here.key}
        billing={billing.data}
        invoice={fresh ? undefined : invoice.data}
        asked={{
          clientId: asked.get('client') ?? undefined,
          ticketId: asked.get('ticket') ?? undefined,
        }}
      />
    );
  }
  const failed = invoice.error ? invoice : billing;
  return <NotYet error={failed.error} again={() => void failed.refetch()} />;
}

function NotYet({ error, again }: { error: unknown; again(): void }) {
  const t = useInvoicesWords();
  const missing = refusedWith(error, 'request.not_found', 'request.invalid');
  return (
    <>
      <PageHead
        title={t(missing ? 'invoice_missing' : 'invoice')}
        back={{ to: '/admin/invoices', label: t('invoices') }}
      />
      {missing ? (
        <EmptyState icon={<IconFileX size={28} />} title={t('invoice_missing')}>
          {t('invoice_missing_text')}
        </EmptyState>
      ) : error ? (
        <Failure error={error} again={again} />
      ) : (
        <Stack gap="md">
          <Skeleton height={120} radius="md" />
          <Skeleton height={260} radius="md" />
        </Stack>
      )}
    </>
  );
}
