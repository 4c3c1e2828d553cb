/** How long until, or since: "in 2 h", "1 d 3 h overdue". */
import type { Language } from '../../../contract/person.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A time as exactly as one needs it, as short as the language has it, and never on two lines: `1 д 3 ч`, `5h`, `1h 5m`. */
export function spanWords(milliseconds: number, language: Language): string {
  const whole = Math.max(0, milliseconds);
  const parts =
    whole >= day
      ? [part('day', Math.floor(whole / day)), part('hour', Math.floor((whole % day) / hour))]
      : whole >= 2 * hour
        ? [part('hour', Math.floor(whole / hour))]
        : whole >= hour
          ? [part('hour', 1), part('minute', Math.floor((whole % hour) / minute))]
          : [part('minute', Math.max(1, Math.floor(whole / minute)))];
  const said = parts.filter((one) => one !== undefined).join(' ');
  return said.replaceAll(/\s/g, '\u00a0');

  function part(unit: 'day' | 'hour' | 'minute', count: number): string | undefined {
    if (count === 0) return undefined;
    // Russian ends its day with a dot, which its hour and minute do not have.
    return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' })
      .format(count)
      .replace(/\.$/, '');
  }
}

export type DueState = 'late' | 'soon' | 'calm';

/** Within an hour is soon: somebody should look. */
export function dueState(dueAt: string, now: number): DueState {
  const left = Date.parse(dueAt) - now;
  if (left <= 0) return 'late';
  return left < hour ? 'soon' : 'calm';
}
