/** Two people change one client: what the one has typed stands against what the other has saved. */
import type { Language } from '../../../contract/person.ts';

export interface Fields {
  name: string;
  phone: string;
  email: string;
  language: Language;
  note: string;
}

/** What was typed, and what stood there when the typing began. */
export type Edits = { [F in keyof Fields]?: { was: Fields[F]; is: Fields[F] } };

/** Types over one field; back to what it was, it is no edit any more. */
export function edited<F extends keyof Fields>(
  edits: Edits,
  { field, now, is }: { field: F; now: Fields; is: Fields[F] },
): Edits {
  const was = edits[field]?.was ?? now[field];
  const { [field]: _, ...rest } = edits;
  return is === was ? rest : { ...rest, [field]: { was, is } };
}

/** What the form shows: the present state with the edits over it. */
export function shown(now: Fields, edits: Edits): Fields {
  const typed = Object.entries(edits).map(([field, edit]) => [field, edit.is]);
  return { ...now, ...Object.fromEntries(typed) };
}

/** Fields that somebody else has changed to something else since the typing began. */
export function clashes(now: Fields, edits: Edits): (keyof Fields)[] {
  return fieldsOf(edits).filter((field) => {
    const edit = edits[field];
    return edit !== undefined && edit.was !== now[field] && edit.is !== now[field];
  });
}

/** The same edits, now against the present state: whoever has seen the clash may win it. */
export function upon(now: Fields, edits: Edits): Edits {
  const kept = fieldsOf(edits)
    .filter((field) => edits[field]?.is !== now[field])
    .map((field) => [field, { was: now[field], is: edits[field]?.is }]);
  return Object.fromEntries(kept);
}

export function fieldsOf(edits: Edits): (keyof Fields)[] {
  return Object.keys(edits) as (keyof Fields)[];
}
