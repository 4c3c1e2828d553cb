/** Fields as people read them: moments by their clock, sums with their currency, files as links. Everything is escaped. */
import { type Currency, formatMoney, formatQuantity, formatRate } from '../../contract/money.ts';
import type { Language } from '../../contract/person.ts';
import { type FieldName, type Say, sayOf, type ValueName } from './archive-words.ts';

export interface Look {
  say: Say;
  language: Language;
  /** Made once: a format costs more to make than a thousand times to use. */
  moments: Intl.DateTimeFormat;
  days: Intl.DateTimeFormat;
  /** Of the sums in it. */
  currency?: Currency;
}

const days = new Set(['issuedOn', 'dueOn', 'paidOn', 'startsOn', 'endsOn']);
const sums = new Set(['net', 'tax', 'total', 'paid', 'amount', 'unitPrice']);
const chosen = new Set([
  'status',
  'state',
  'source',
  'by',
  'askedBy',
  'method',
  'language',
  'decision',
  'mode',
]);

export function lookOf({ language, timeZone }: { language: Language; timeZone: string }): Look {
  const moments = { dateStyle: 'medium', timeStyle: 'short', timeZone } as const;
  const days = { dateStyle: 'medium', timeZone: 'UTC' } as const;
  return {
    say: sayOf(language),
    language,
    moments: new Intl.DateTimeFormat(language, moments),
    days: new Intl.DateTimeFormat(language, days),
  };
}

/** A list of names and values; what is empty is left out. */
export function shownFields(item: Record<string, unknown>, look: Look): string {
  const { currency } = item;
  const inside = typeof currency === 'string' ? { ...look, currency: currency as Currency } : look;
  const fields = Object.entries(item).filter(([, value]) => !isEmpty(value));
  if (fields.length === 0) return '';
  const lines = fields.map(
    ([name, value]) =>
      `<dt>${escaped(inside.say(`field.${name as FieldName}`))}</dt><dd>${shownValue(name, value, inside)}</dd>`,
  );
  return `<dl>${lines.join('')}</dl>`;
}

/** For text between tags and in attributes with quotation marks. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** ISO 8601, by the reader's clock. */
export function shownMoment(moment: string, { moments }: Look): string {
  return moments.format(new Date(moment));
}

function shownValue(name: string, value: unknown, look: Look): string {
  if (Array.isArray(value)) return value.map((one) => shownOne(name, one, look)).join('');
  return shownOne(name, value, look);
}

function shownOne(name: string, value: unknown, look: Look): string {
  if (name === 'update' || name === 'changes') return escaped(JSON.stringify(value, null, 1));
  if (typeof value === 'object' && value !== null) {
    return `<article>${shownFields(value as Record<string, unknown>, look)}</article>`;
  }
  if (name === 'path') return linkTo(String(value));
  return escaped(textOf(name, value, look));
}

function textOf(name: string, value: unknown, look: Look): string {
  const { language } = look;
  if (typeof value === 'string') {
    if (/(^at|At)$/.test(name)) return shownMoment(value, look);
    if (days.has(name)) return shownDay(value, look);
    return chosen.has(name) ? look.say(`value.${value as ValueName}`, value) : value;
  }
  if (typeof value !== 'number') return String(value);
  if (sums.has(name)) return shownSum(value, look);
  if (name === 'quantity') return formatQuantity(value, language);
  if (name === 'taxRate') return formatRate(value, language);
  return String(value);
}

function shownSum(minor: number, { currency, language }: Look): string {
  return currency ? formatMoney(minor, currency, language) : (minor / 100).toFixed(2);
}

function shownDay(day: string, look: Look): string {
  return look.days.format(new Date(`${day}T00:00:00Z`));
}

function linkTo(path: string): string {
  const address = path.split('/').map(encodeURIComponent).join('/');
  return `<a href="${escaped(address)}">${escaped(path)}</a>`;
}

function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}
