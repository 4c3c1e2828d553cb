/** Calendar days as people read them: `2026-11-21` is the same day wherever one sits. */

/** "21 November 2026", "21 ноября 2026": without the "г.", whose dot would meet the sentence's. */
export function dayInFull(day: string, language: string): string {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  return format.format(new Date(`${day}T00:00:00Z`)).replace(/\sг\.$/u, '');
}

/** The day that a moment falls on in a time zone; the browser's where none is given. */
export function dayAt(at: number | string | Date, timeZone: string | undefined): string {
  return new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeZone }).format(new Date(at));
}
