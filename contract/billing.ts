/** What a company's invoices say of it, and how they are numbered, taxed and reminded of. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { currencies, taxModes } from './money.ts';
import { line, lines } from './text.ts';

const digits = (pattern: RegExp) =>
  z.union([z.literal(''), z.string().regex(pattern, 'malformed')]);

const patterns = {
  inn: /^(\d{10}|\d{12})$/,
  kpp: /^\d{4}[\dA-Z]{2}\d{3}$/,
  bik: /^\d{9}$/,
  account: /^\d{20}$/,
};

/**
 * The details of a bank account in Russia; each may be empty, since companies elsewhere write theirs
 * into `otherDetails`. The checks are those of the tax service (INN) and of the Bank of Russia (accounts).
 */
const sellerFields = {
  /** As in the register; on invoices instead of the company's name. */
  legalName: line({ min: 0, max: 200 }),
  address: line({ min: 0, max: 300 }),
  inn: digits(patterns.inn),
  kpp: digits(patterns.kpp),
  bank: line({ min: 0, max: 200 }),
  bik: digits(patterns.bik),
  account: digits(patterns.account),
  correspondentAccount: digits(patterns.account),
  /** An IBAN, say; printed as it is. */
  otherDetails: lines({ min: 0, max: 500 }),
  /** Who signs: printed under the sum. */
  director: line({ min: 0, max: 100 }),
  accountant: line({ min: 0, max: 100 }),
};

const text = z.string();
/** The same as they are stored: in replies nothing is trimmed any more. */
export const sellerShape = z.object({
  ...{ legalName: text, address: text, inn: text, kpp: text, bank: text, bik: text },
  ...{ account: text, correspondentAccount: text, otherDetails: text },
  ...{ director: text, accountant: text },
});
/** Frozen into every invoice at issue. */
export type Seller = z.output<typeof sellerShape>;

/** Hundredths of a percent; null: without tax. */
export const taxRate = z.number().int().min(0).max(5000).nullable();

export const billingSettings = z
  .strictObject({
    ...sellerFields,
    currency: z.enum(currencies),
    taxMode: z.enum(taxModes),
    /** What the editor offers, in this order; the first is taken for new lines. */
    taxRates: z.array(taxRate).min(1, 'required').max(10, 'too_long'),
    /** Before the number: `СЧ-` makes `СЧ-17`. */
    prefix: line({ min: 0, max: 12 }),
    /** Days from issue to due. */
    dueDays: z.number().int().min(0).max(365),
    /** Days from the due day on which the client is reminded: below nought before it. */
    reminderDays: z
      .array(z.number().int().min(-60).max(90))
      .max(6, 'too_long')
      .refine((days) => new Set(days).size === days.length, 'taken'),
    /** Hours of the day, in the company's time zone, from which reminders go out. */
    reminderHour: z.number().int().min(0).max(23),
    /** Stands on every new invoice until it is changed there. */
    note: lines({ min: 0, max: 1000 }),
  })
  .superRefine(({ inn, bik, account, correspondentAccount }, context) => {
    const refuse = (field: string) =>
      context.addIssue({ code: 'custom', message: 'check_digits', path: [field] });
    // What is malformed has been refused already.
    const hasBank = patterns.bik.test(bik);
    if (patterns.inn.test(inn) && !isInn(inn)) refuse('inn');
    if (hasBank && patterns.account.test(account) && !isAccount(account, bik)) refuse('account');
    if (
      hasBank &&
      patterns.account.test(correspondentAccount) &&
      !isCorrespondentAccount(correspondentAccount, bik)
    ) {
      refuse('correspondentAccount');
    }
  });

export type BillingSettings = z.output<typeof billingSettings>;

const version = z.number().int().min(0).max(2_000_000_000);

export const readBilling = endpoint({
  method: 'GET',
  path: '/api/settings/billing',
  summary: 'What invoices say of the company, with its version; what is missing for a payment QR.',
  access: 'settings.read',
  reply: z.object({
    ...billingSettings.shape,
    ...sellerShape.shape,
    prefix: text,
    note: text,
    version,
    /** The number that the next invoice will get. */
    nextNumber: z.number().int(),
    /** Fields that a payment QR still needs; always empty outside roubles. */
    missingForQr: z.array(z.string()),
  }),
});

export const updateBilling = endpoint({
  method: 'PUT',
  path: '/api/settings/billing',
  summary: 'Changes what invoices issued from now on say; issued ones keep what they say.',
  access: 'settings.write',
  body: z.strictObject({ version, billing: billingSettings }),
  reply: z.object({ version }),
});

/**
 * What a payment code needs of the settings. The standard (GOST R 56042-2014) asks for bank, BIK and account
 * (a name there always is, and 0 stands for a bank without an account of its own); the INN is asked for as
 * well, since bank apps do not find the company without it.
 */
export const paymentCodeFields = ['inn', 'bank', 'bik', 'account'] as const;

/** The check digits of an INN: 10 digits for companies, 12 for people. */
export function isInn(inn: string): boolean {
  const digits = [...inn].map(Number);
  const control = (weights: number[]) =>
    (weights.reduce((sum, weight, place) => sum + weight * (digits[place] ?? 0), 0) % 11) % 10;
  if (digits.length === 10) return digits[9] === control([2, 4, 10, 3, 5, 9, 4, 6, 8]);
  if (digits.length !== 12) return false;
  return (
    digits[10] === control([7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) &&
    digits[11] === control([3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8])
  );
}

/** The key inside an account fits the bank: its BIK's last three digits stand before the account. */
export function isAccount(account: string, bik: string): boolean {
  return hasAccountKey(`${bik.slice(-3)}${account}`);
}

/** The same for the bank's own account with the Bank of Russia. */
export function isCorrespondentAccount(account: string, bik: string): boolean {
  return hasAccountKey(`0${bik.slice(4, 6)}${account}`);
}

function hasAccountKey(given: string): boolean {
  const weights = [7, 1, 3];
  const sum = [...given].reduce((sum, digit, place) => {
    return sum + ((Number(digit) * (weights[place % 3] ?? 0)) % 10);
  }, 0);
  return given.length === 23 && sum % 10 === 0;
}
