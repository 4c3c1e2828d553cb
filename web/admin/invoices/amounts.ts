/** Money and quantities as people type them: `1 234,50`, `1234.5`, `1,234.50`. */

export type AmountProblem = 'empty' | 'malformed' | 'out_of_range';
export type Read = { value: number } | { problem: AmountProblem };

interface Reading {
  /** Digits behind the point that are kept: two for money, three for quantities. */
  decimals: number;
  /** Whole minor units or thousandths. */
  min: number;
  max: number;
  /** Decides about a comma before three digits: `1,234` is a thousand in English. */
  language: string;
}

/** Minor units; below nought for a discount. */
export function readPrice(text: string, language: string): Read {
  return readAmount(text, { decimals: 2, min: -10_000_000_000, max: 10_000_000_000, language });
}

/** Minor units of a payment, above nought. */
export function readSum(text: string, language: string): Read {
  return readAmount(text, { decimals: 2, min: 1, max: 1_000_000_000_000, language });
}

/** Thousandths, above nought. */
export function readQuantity(text: string, language: string): Read {
  return readAmount(text, { decimals: 3, min: 1, max: 1_000_000_000, language });
}

/** `1 234,50`, as one would type it. */
export function writePrice(minor: number, language: string): string {
  const format = new Intl.NumberFormat(language, { minimumFractionDigits: 2 });
  return format.format(minor / 100);
}

/** `1,5` from 1500 thousandths. */
export function writeQuantity(thousandths: number, language: string): string {
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 3 });
  return format.format(thousandths / 1000);
}

function readAmount(text: string, { decimals, min, max, language }: Reading): Read {
  const plain = tidy(text);
  if (plain === '') return { problem: 'empty' };
  const parts = split(plain, language, decimals);
  if (!parts || parts.fraction.length > decimals) return { problem: 'malformed' };
  const digits = parts.whole + parts.fraction.padEnd(decimals, '0');
  if (digits.length > 15) return { problem: 'out_of_range' };
  const value = parts.below ? -Number(digits) : Number(digits);
  // No minus before nought.
  return value < min || value > max ? { problem: 'out_of_range' } : { value: value || 0 };
}

// The sign of the currency, spaces around, and the minus that typography prefers.
function tidy(text: string): string {
  return text
    .replace(/(руб|р)\.?\s*$|\p{Sc}/giu, '')
    .trim()
    .replace(/^[−–]/, '-');
}

/** Tells groups of three digits from the fraction; nothing where it could be read in two ways. */
function split(plain: string, language: string, decimals: number) {
  const found = /^(-?)\s*([\d\s'’.,]*\d[.,]?|[.,]\d+)$/u.exec(plain);
  if (!found) return undefined;
  const [, sign, body = ''] = found;
  const point = pointIn(body, language, decimals);
  if (point === undefined) return undefined;
  const whole = point < 0 ? body : body.slice(0, point);
  const fraction = point < 0 ? '' : body.slice(point + 1);
  if (!isGrouped(whole) || !/^\d*$/.test(fraction)) return undefined;
  return { below: sign === '-', whole: whole.replace(/\D/g, ''), fraction };
}

/** Where the fraction begins; -1 where there is none, nothing where nobody can know. */
function pointIn(body: string, language: string, decimals: number): number | undefined {
  const last = Math.max(body.lastIndexOf(','), body.lastIndexOf('.'));
  if (last < 0) return -1;
  const mark = body[last];
  const marks = [...body].filter((one) => one === mark).length;
  const behind = body.length - last - 1;
  if (marks > 1) return behind === 3 ? -1 : undefined;
  if (behind !== 3) return last;
  if (mark === ',' && language === 'en') return -1;
  // Three digits behind a point: a quantity may have them, a price may not.
  return decimals === 3 ? last : undefined;
}

function isGrouped(whole: string): boolean {
  return /^\d*$/.test(whole) || /^\d{1,3}(?:([\s'’.,])\d{3})(?:\1\d{3})*$/u.test(whole);
}
