/** Minutes as hours and minutes in two fields, either of which may be empty. */

export interface Duration {
  hours: number | '';
  minutes: number | '';
}

/** Null, no promise, is two empty fields. */
export function durationOf(total: number | null): Duration {
  if (total === null) return { hours: '', minutes: '' };
  return { hours: Math.floor(total / 60), minutes: total % 60 || '' };
}

/** Two empty fields, or nothing but zeros, are no promise. */
export function totalOf({ hours, minutes }: Duration): number | null {
  return Number(hours) * 60 + Number(minutes) || null;
}
