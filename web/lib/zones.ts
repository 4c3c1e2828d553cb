/** The time zones to choose from, with their distance from UTC. */

export interface Zone {
  value: string;
  label: string;
}

/** All that the browser knows, by their distance from UTC; `known` is among them in any case. */
export function zones(known: string | undefined, now: number): Zone[] {
  const names = new Set(Intl.supportedValuesOf('timeZone'));
  if (known) names.add(known);
  return [...names]
    .map((value) => ({ value, minutes: offset(value, now) }))
    .sort((a, b) => a.minutes - b.minutes || a.value.localeCompare(b.value))
    .map(({ value, minutes }) => ({
      value,
      label: `${value.replaceAll('_', ' ')} (${utc(minutes)})`,
    }));
}

function offset(zone: string, now: number): number {
  const name = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(now)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name ?? '') ?? [];
  return hours ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
}

function utc(minutes: number): string {
  const away = Math.abs(minutes);
  const rest = away % 60 ? `:${String(away % 60).padStart(2, '0')}` : '';
  return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(away / 60)}${rest}`;
}
