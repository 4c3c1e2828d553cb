/** Settings field by field, as the audit log keeps them. */
import type { BillingSettings } from '../../contract/billing.ts';
import { formatRate } from '../../contract/money.ts';
import { shortened } from '../identity/identity.ts';

export function billingWords(settings: BillingSettings): Record<string, string> {
  const { taxRates, reminderDays, dueDays, reminderHour } = settings;
  const texts = Object.entries(settings).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, shortened(value)]] : [],
  );
  return {
    ...Object.fromEntries(texts),
    taxRates: taxRates.map((rate) => (rate === null ? '—' : formatRate(rate, 'en'))).join(', '),
    reminderDays: reminderDays.join(', '),
    dueDays: String(dueDays),
    reminderHour: String(reminderHour),
  };
}
