/** Times as people read them: by their own clock, in their own language. */

const steps = [
  { unit: 'minute', seconds: 60, until: 3600 },
  { unit: 'hour', seconds: 3600, until: 86_400 },
  { unit: 'day', seconds: 86_400, until: 7 * 86_400 },
] as const;

/** "5 minutes ago", "in 2 hours"; `now` within a minute, nothing from a week away. */
export function relative(
  at: string,
  { now, language, short = false }: { now: number; language: string; short?: boolean },
): { now: true } | { text: string } | undefined {
  const seconds = (Date.parse(at) - now) / 1000;
  const away = Math.abs(seconds);
  if (away < 60) return { now: true };
  const step = steps.find(({ until }) => away < until);
  if (!step) return undefined;
  const count = Math.trunc(seconds / step.seconds);
  const format = new Intl.RelativeTimeFormat(language, {
    numeric: step.unit === 'day' ? 'auto' : 'always',
    style: short ? 'short' : 'long',
  });
  return { text: format.format(count, step.unit) };
}

/** "Nov 12", "12 нояб.", with the year where it is another one. */
export function shortDay(
  at: string,
  { now, language, timeZone }: { now: number; language: string; timeZone: string | undefined },
): string {
  const year = (time: number) =>
    new Intl.DateTimeFormat('en', { year: 'numeric', timeZone }).format(time);
  return new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    timeZone,
    ...(year(now) === year(Date.parse(at)) ? {} : { year: 'numeric' }),
  }).format(new Date(at));
}

/** Day and time to the minute, in full. */
export function exactly(
  at: string,
  { language, timeZone }: { language: string; timeZone: string | undefined },
): string {
  return new Intl.DateTimeFormat(language, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone,
  }).format(new Date(at));
}
