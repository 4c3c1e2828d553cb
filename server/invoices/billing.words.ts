/** Settings field by field, as the audit log keeps them. */
import type { BillingSettings } from '../../contract/billing.ts';
import { formatRate } from '../../contract/money.ts';

// The log keeps what a change was about, not whole documents: its pages must stay small.
const longest = 300;

export function billingWords(settings: BillingSettings): Record<string, string> {
  const { taxRates, reminderDays, dueDays, reminderHour } = settings;
  const texts = Object.entries(settings).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, short(value)]] : [],
  );
  return {
    ...Object.fromEntries(texts),
    taxRates: taxRates.map((rate) => (rate === null ? '—' : formatRate(rate, 'en'))).join(', '),
    reminderDays: reminderDays.join(', '),
    dueDays: String(dueDays),
    reminderHour: String(reminderHour),
  };
}

/** What is not the same, from what to what. */
export function differences(
  before: Record<string, string>,
  after: Record<string, string>,
): Record<string, [string, string]> {
  const fields = Object.keys(after).filter((field) => before[field] !== after[field]);
  return Object.fromEntries(
    fields.map((field) => [field, [before[field] ?? '', after[field] ?? '']]),
  );
}

export function short(text: string): string {
  const letters = [...text];
  return letters.length > longest ? `${letters.slice(0, longest).join('')}…` : text;
}
