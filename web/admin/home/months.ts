/** Months and sums as the axes of a plot say them. */
import type { Currency } from '../../../contract/money.ts';

/** `2026-11` is "Nov 2026". */
export function monthName(month: string, language: string): string {
  const format = new Intl.DateTimeFormat(language, {
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.format(new Date(`${month}-01T00:00:00Z`)).replace(/\s*г\.$/, '');
}

/** "1,2 млн ₽": short enough for an axis. */
export function roundMoney(minor: number, currency: Currency, language: string): string {
  const format = new Intl.NumberFormat(language, {
    ...{ style: 'currency', currency, notation: 'compact', currencyDisplay: 'narrowSymbol' },
    ...{ minimumFractionDigits: 0, maximumFractionDigits: 1 },
  });
  return format.format(minor / 100);
}

/** Whether nothing was issued, paid or due in any of them. */
export function isQuiet(
  months: readonly { issued: number; paid: number; overdue: number }[],
): boolean {
  return months.every(({ issued, paid, overdue }) => issued === 0 && paid === 0 && overdue === 0);
}
