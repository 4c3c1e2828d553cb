/**
 * Money is whole minor units (kopecks), quantities are thousandths, rates hundredths of a percent. One
 * arithmetic for the server, the editor's live totals, the PDF and the reminders.
 *
 * Rounding: once a line, to the nearest minor unit, halves away from zero; sums are of rounded lines.
 */

/** All of them have a hundred minor units. */
export const currencies = ['RUB', 'KZT', 'BYN', 'UZS', 'KGS', 'AMD', 'GEL', 'USD', 'EUR'] as const;
export type Currency = (typeof currencies)[number];

/** `included`: prices are with the tax inside; `on_top`: it is added to them. */
export const taxModes = ['included', 'on_top'] as const;
export type TaxMode = (typeof taxModes)[number];

/** Minor units, ten billion roubles: no line, invoice or payment goes beyond it, so that all sums stay exact. */
export const largestSum = 1_000_000_000_000;

export interface LineGiven {
  /** Thousandths, above nought. */
  quantity: number;
  /** Minor units; below nought for a discount. */
  unitPrice: number;
  /** Hundredths of a percent, 2000 is 20 %; null: without tax. */
  taxRate: number | null;
}

/** Minor units; `net + tax = total`. */
export interface Amounts {
  net: number;
  tax: number;
  total: number;
}

/** What one line comes to. Exact up to `largestSum` and far beyond. */
export function amountsOf({ quantity, unitPrice, taxRate }: LineGiven, mode: TaxMode): Amounts {
  const amount = divide(BigInt(quantity) * BigInt(unitPrice), 1000n);
  const rate = BigInt(taxRate ?? 0);
  const tax = divide(amount * rate, mode === 'included' ? 10_000n + rate : 10_000n);
  const net = mode === 'included' ? amount - tax : amount;
  return { net: Number(net), tax: Number(tax), total: Number(net + tax) };
}

export interface Totals extends Amounts {
  /** By rate, the highest first; without lines that have none. */
  taxes: { rate: number; tax: number }[];
}

/** Sums of the rounded lines. */
export function totalsOf(lines: readonly LineGiven[], mode: TaxMode): Totals {
  const totals: Totals = { net: 0, tax: 0, total: 0, taxes: [] };
  const byRate = new Map<number, number>();
  for (const line of lines) {
    const { net, tax, total } = amountsOf(line, mode);
    totals.net += net;
    totals.tax += tax;
    totals.total += total;
    if (line.taxRate !== null) byRate.set(line.taxRate, (byRate.get(line.taxRate) ?? 0) + tax);
  }
  totals.taxes = [...byRate]
    .map(([rate, tax]) => ({ rate, tax }))
    .sort((one, other) => other.rate - one.rate);
  return totals;
}

/** `1 234,50 ₽` or `RUB 1,234.50`, as the language writes it. */
export function formatMoney(minor: number, currency: Currency, language: 'ru' | 'en'): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  return format.format(minor / 100);
}

/** `1,5` from 1500 thousandths. */
export function formatQuantity(thousandths: number, language: 'ru' | 'en'): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 3 }).format(thousandths / 1000);
}

/** `20 %` from 2000. */
export function formatRate(hundredths: number, language: 'ru' | 'en'): string {
  const format = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 });
  return format.format(hundredths / 10_000);
}

/** To the nearest, halves away from nought. */
function divide(dividend: bigint, divisor: bigint): bigint {
  const sign = dividend < 0n ? -1n : 1n;
  return (dividend * 2n + sign * divisor) / (divisor * 2n);
}
