/** What invoices say of the company, how they are numbered, taxed and reminded of. */
import { Skeleton, Stack } from '@mantine/core';
import { updateBilling } from '../../../contract/billing.ts';
import { call } from '../../lib/call.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { Failure } from '../../ui/Failure.tsx';
import { useBilling } from '../invoices/invoices-queries.ts';
import { BillingDetails } from './BillingDetails.tsx';
import { BillingNumbers } from './BillingNumbers.tsx';
import { BillingReminders } from './BillingReminders.tsx';
import { BillingSample } from './BillingSample.tsx';
import { BillingTaxes } from './BillingTaxes.tsx';
import { type Billing, type BillingValues, billingProblems, valuesOf } from './billing-form.ts';
import { usePartForm } from './part-form.ts';
import { SaveBar } from './SaveBar.tsx';

export function BillingPart() {
  const billing = useBilling();
  if (billing.data) return <BillingForm current={billing.data} />;
  if (billing.error) return <Failure error={billing.error} again={() => void billing.refetch()} />;
  return (
    <Stack gap="md">
      {[1, 2, 3, 4].map((row) => (
        <Skeleton key={row} height={64} maw={620} />
      ))}
    </Stack>
  );
}

function BillingForm({ current }: { current: Billing }) {
  const { problem } = useFailureWords();
  const { form, bar, submit } = usePartForm<BillingValues>({
    values: valuesOf(current),
    version: current.version,
    validateOnBlur: true,
    validate: (values) =>
      Object.fromEntries(
        Object.entries(billingProblems(values)).map(([field, one]) => [field, problem(one)]),
      ),
    save: (values, version) =>
      call(updateBilling, {
        body: { version, billing: { ...values, dueDays: Number(values.dueDays) } },
      }),
    // The server names them inside the body.
    errorsOf: (wrong) =>
      Object.fromEntries(
        Object.entries(wrong).map(([field, one]) => [
          field.replace(/^billing\./, '').replace(/\..*$/, ''),
          one,
        ]),
      ),
  });
  return (
    <form onSubmit={submit} noValidate>
      <BillingDetails form={form} missing={current.missingForQr} />
      <BillingTaxes form={form} />
      <BillingNumbers form={form} nextNumber={current.nextNumber} />
      <BillingReminders form={form} />
      <BillingSample values={form.values} nextNumber={current.nextNumber} />
      <SaveBar {...bar} />
    </form>
  );
}
