/** The billing form's own rules: what it shows of the settings, what is wrong at which field, rates and reminders. */
import {
  type BillingSettings,
  billingSettings,
  isAccount,
  isCorrespondentAccount,
  isInn,
  paymentCodeFields,
  type readBilling,
} from '../../../contract/billing.ts';
import type { Reply } from '../../../contract/endpoint.ts';
import { type FieldProblem, fieldProblems } from '../../../contract/errors.ts';

export type Billing = Reply<typeof readBilling>;

/** As the form keeps it: a number field may be empty for a while. */
export type BillingValues = Omit<BillingSettings, 'dueDays'> & { dueDays: number | '' };

export const detailFields = [
  'legalName',
  'address',
  'inn',
  'kpp',
  'bank',
  'bik',
  'account',
  'correspondentAccount',
  'otherDetails',
  'director',
  'accountant',
] as const satisfies (keyof BillingSettings)[];

/** What Russian companies charge; null: without tax. */
export const usualRates = [null, 0, 500, 700, 1000, 2000, 2200];

export const mostRates = 10;
export const mostReminders = 6;

export function valuesOf(billing: Billing): BillingValues {
  const { version: _version, nextNumber: _next, missingForQr: _missing, ...values } = billing;
  return values;
}

/** What is wrong, by field; the check digits are looked at even while other fields are wrong. */
export function billingProblems(values: BillingValues): Record<string, FieldProblem> {
  const problems: Record<string, FieldProblem> = {};
  const parsed = billingSettings.safeParse(values);
  for (const { path, message } of parsed.error?.issues ?? []) {
    const field = String(path[0] ?? '');
    problems[field] ??= fieldProblems.find((known) => known === message) ?? 'malformed';
  }
  if (values.dueDays === '') problems.dueDays = 'required';
  const { inn, bik, account, correspondentAccount } = values;
  if (inn && !isInn(inn)) problems.inn ??= 'check_digits';
  if (!/^\d{9}$/.test(bik)) return problems;
  if (account && !isAccount(account, bik)) problems.account ??= 'check_digits';
  if (correspondentAccount && !isCorrespondentAccount(correspondentAccount, bik)) {
    problems.correspondentAccount ??= 'check_digits';
  }
  return problems;
}

/** Numbers of documents are often copied with blanks or hyphens between the digits. */
export function digitsOf(typed: string): string {
  return typed.replace(/[\s\u00a0-]/g, '').toUpperCase();
}

/** `20`, `20 %` and `16,67` as hundredths of a percent; nothing for what is no rate. */
export function rateOf(typed: string): number | undefined {
  const [, whole, part = ''] = /^(\d{1,2})(?:[.,](\d{1,2}))?\s*%?$/.exec(typed.trim()) ?? [];
  if (whole === undefined) return undefined;
  const rate = Number(whole) * 100 + Number(part.padEnd(2, '0'));
  return rate <= 5000 ? rate : undefined;
}

export type ReminderSide = 'before' | 'on' | 'after';

/** -3 is three days before the due day. */
export function reminderOf(days: number): { side: ReminderSide; count: number } {
  return { side: days < 0 ? 'before' : days > 0 ? 'after' : 'on', count: Math.abs(days) };
}

export function reminderDay(side: ReminderSide, count: number): number {
  if (side === 'on') return 0;
  return side === 'before' ? -count : count;
}

/** With that day, in order, none twice. */
export function withReminder(days: readonly number[], day: number): number[] {
  return [...new Set([...days, day])].sort((one, other) => one - other);
}

/** What a payment QR still needs: that, and what else the server misses, as the form stands now. */
export function stillMissing(missing: readonly string[], values: BillingValues): string[] {
  if (values.currency !== 'RUB') return [];
  const needed = [...new Set([...paymentCodeFields, ...missing])];
  return needed.filter((field) => !(field in values && values[field as keyof BillingValues]));
}
