/** Holds a list still while others work on it: rows change in their place, new ones wait to be asked for. */

/**
 * The order to be shown: what was shown stays where it was, what is gone goes, what comes behind the
 * last known row (a further page) is appended. `fresh`: ids that would stand further up.
 */
export function steady(
  shown: readonly string[],
  now: readonly string[],
): { order: readonly string[]; fresh: readonly string[] } {
  const current = new Set(now);
  const kept = shown.filter((id) => current.has(id));
  if (kept.length === 0) return { order: now, fresh: [] };
  const known = new Set(kept);
  const last = now.findLastIndex((id) => known.has(id));
  const order = [...kept, ...now.slice(last + 1)];
  const fresh = now.slice(0, last).filter((id) => !known.has(id));
  return { order, fresh };
}
