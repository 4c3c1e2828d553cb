/** Days and times as the reader writes them. */
import type { Language } from '../../contract/person.ts';

/** `21 November`, in the zone of the browser. */
export function dayOf(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(locale(language), { day: 'numeric', month: 'long' }).format(
    new Date(iso),
  );
}

/** `14:05`, and with `:09` behind it where seconds matter. */
export function timeOf(iso: string, language: Language, withSeconds = false): string {
  return new Intl.DateTimeFormat(locale(language), {
    hour: '2-digit',
    minute: '2-digit',
    ...(withSeconds ? { second: '2-digit' } : {}),
  }).format(new Date(iso));
}

/** `12 kB`, rounded. */
export function sizeOf(bytes: number, language: Language): string {
  const units = ['byte', 'kilobyte', 'megabyte'] as const;
  const step = Math.min(2, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return new Intl.NumberFormat(locale(language), {
    style: 'unit',
    unit: units[step],
    maximumFractionDigits: step === 2 ? 1 : 0,
  }).format(bytes / 1000 ** step);
}

// Days before months and 24 hours in English too: the page stands beside one in Russian.
function locale(language: Language): string {
  return language === 'en' ? 'en-GB' : language;
}
