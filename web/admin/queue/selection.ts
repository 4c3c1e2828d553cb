/** Which rows are chosen. With Shift everything between the last one pressed and this one follows it. */

export interface Selection {
  ids: ReadonlySet<string>;
  /** Pressed last, without Shift: where a range begins. */
  anchor?: string | undefined;
}

export const nothing: Selection = { ids: new Set() };

/** As many as one change may carry. */
export const mostSelected = 100;

export function toggled(
  { ids, anchor }: Selection,
  id: string,
  { order, range }: { order: readonly string[]; range: boolean },
): Selection {
  const chosen = !ids.has(id);
  const next = new Set(ids);
  const between = range && anchor ? rangeOf(order, anchor, id) : [id];
  for (const one of between) {
    if (!chosen) next.delete(one);
    else if (next.size < mostSelected) next.add(one);
  }
  return { ids: next, anchor: id };
}

export function all(order: readonly string[]): Selection {
  return { ids: new Set(order.slice(0, mostSelected)), anchor: order[0] };
}

/** Without rows that are gone. The same object when nothing has changed. */
export function stillThere(selection: Selection, order: readonly string[]): Selection {
  const known = new Set(order);
  if ([...selection.ids].every((id) => known.has(id))) return selection;
  const ids = new Set([...selection.ids].filter((id) => known.has(id)));
  const anchor = selection.anchor && known.has(selection.anchor) ? selection.anchor : undefined;
  return { ids, anchor };
}

function rangeOf(order: readonly string[], from: string, to: string): readonly string[] {
  const [a, b] = [order.indexOf(from), order.indexOf(to)];
  if (a === -1 || b === -1) return [to];
  return order.slice(Math.min(a, b), Math.max(a, b) + 1);
}
