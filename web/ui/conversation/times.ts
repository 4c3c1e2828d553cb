/** Days, times and sizes as the reader writes them. */
import type { Language } from '../../../contract/person.ts';
import { serverNow } from '../../lib/clock.ts';
import { dayAt } from '../../lib/days.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { useTimeZone } from '../../lib/time-zone.ts';
import { exactly } from '../../lib/when.ts';

/** Says times in the reader's language and zone. */
export function useTimes() {
  const language = useLanguage();
  const timeZone = useTimeZone();
  const format = (iso: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale(language), { ...options, timeZone }).format(new Date(iso));
  return {
    timeZone,
    /** `14:05` */
    timeOf: (iso: string) => format(iso, { hour: '2-digit', minute: '2-digit' }),
    /** `21 November 2026 at 14:05` */
    momentOf: (iso: string) => exactly(iso, { language: locale(language), timeZone }),
    /** `21 November`, with the year where it is not the present one. */
    dayOf(iso: string) {
      const here = dayAt(iso, timeZone).slice(0, 4);
      const year = here === dayAt(serverNow(), timeZone).slice(0, 4) ? undefined : 'numeric';
      return format(iso, { day: 'numeric', month: 'long', year });
    },
  };
}

/** `12 kB`, rounded, and never less than one. */
export function sizeOf(bytes: number, language: Language): string {
  const megabytes = bytes >= 1_000_000;
  return new Intl.NumberFormat(locale(language), {
    style: 'unit',
    unit: megabytes ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: megabytes ? 1 : 0,
  }).format(megabytes ? bytes / 1_000_000 : Math.max(1, bytes / 1000));
}

// Days before months and 24 hours in English too: colleagues of both languages read one desk.
function locale(language: Language): string {
  return language === 'en' ? 'en-GB' : language;
}
