/** The time zones that a browser knows, with the chosen one even where it does not know that. */
export function zonesWith(chosen: string | undefined): string[] {
  const known = Intl.supportedValuesOf('timeZone');
  return chosen && !known.includes(chosen) ? [chosen, ...known] : known;
}
