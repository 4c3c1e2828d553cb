/** One monthly invoice, or a new one: loaded with what the form needs of the settings. */
import { Skeleton, Stack } from '@mantine/core';
import { useParams, useSearchParams } from 'react-router';
import { refusedWith } from '../../lib/errors.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { useTimeZone } from '../../lib/time-zone.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { todayIn } from '../invoices/days.ts';
import { useBilling, useInvoice } from '../invoices/invoices-queries.ts';
import { lineOf } from '../invoices/lines.ts';
import { RecurringForm } from './RecurringForm.tsx';
import { fieldsOf, newFields } from './recurring-form.ts';
import { useRecurring } from './recurring-queries.ts';
import { useRecurringWords } from './recurring-words.ts';

const list = '/admin/invoices/recurring';

export function RecurringEditPage() {
  const t = useRecurringWords();
  const { recurringId } = useParams();
  const [address] = useSearchParams();
  const from = address.get('from') ?? undefined;
  const title = t(recurringId ? 'edit' : 'add_title');
  return (
    <>
      <PageHead title={title} back={{ to: list, label: t('title') }} />
      {recurringId ? (
        <Kept key={recurringId} id={recurringId} />
      ) : from ? (
        <Like invoiceId={from} />
      ) : (
        <Blank clientId={address.get('client') ?? undefined} />
      )}
    </>
  );
}

function Kept({ id }: { id: string }) {
  const t = useRecurringWords();
  const language = useLanguage();
  const billing = useBilling();
  const recurring = useRecurring(id);
  const error = billing.error ?? recurring.error;
  if (refusedWith(recurring.error, 'request.not_found', 'request.invalid'))
    return <EmptyState title={t('missing')}>{t('missing_text')}</EmptyState>;
  if (error && !(billing.data && recurring.data)) return <Failure error={error} />;
  if (!billing.data || !recurring.data) return <Loading />;
  const kept = recurring.data;
  return <RecurringForm kept={kept} start={fieldsOf(kept, language)} billing={billing.data} />;
}

function Blank({ clientId }: { clientId: string | undefined }) {
  const today = todayIn(useTimeZone());
  const billing = useBilling();
  if (billing.error && !billing.data) return <Failure error={billing.error} />;
  if (!billing.data) return <Loading />;
  const { taxRates, note } = billing.data;
  const start = newFields({ clientId, today, taxRate: taxRates[0] ?? null, note });
  return <RecurringForm start={start} billing={billing.data} />;
}

/** The same lines as an invoice that is there already. */
function Like({ invoiceId }: { invoiceId: string }) {
  const language = useLanguage();
  const today = todayIn(useTimeZone());
  const billing = useBilling();
  const invoice = useInvoice(invoiceId);
  const error = billing.error ?? invoice.error;
  if (error && !(billing.data && invoice.data)) return <Failure error={error} />;
  if (!billing.data || !invoice.data) return <Loading />;
  const { client, items, note, issuedOn } = invoice.data;
  const blank = newFields({ clientId: client.id, today, taxRate: null, note });
  const start = {
    ...blank,
    lines: items.length > 0 ? items.map((item) => lineOf(item, language)) : blank.lines,
    dayOfMonth: Number((issuedOn ?? today).slice(8)),
  };
  // This month's is there already.
  const next = `${today.slice(0, 8)}01`;
  return <RecurringForm start={{ ...start, startsOn: monthAfter(next) }} billing={billing.data} />;
}

function Loading() {
  return (
    <Stack gap="md" maw={920}>
      {[1, 2, 3].map((row) => (
        <Skeleton key={row} height={64} />
      ))}
    </Stack>
  );
}

function monthAfter(day: string): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
}
