/** What a change changes, field by field, as the audit log keeps it. */
import type { AuditNote } from './audit.ts';

// The log keeps what a change was about, not whole documents: its pages must stay small.
const longest = 300;

/** The fields of `given` that differ from what they are: from what to what. What is not given stays. */
export function changed<T extends object>(
  before: T,
  given: { [Field in keyof T]?: T[Field] | undefined } | Record<string, unknown>,
): NonNullable<AuditNote['changes']> {
  const changes: NonNullable<AuditNote['changes']> = {};
  for (const [field, value] of Object.entries(given)) {
    const from = (before as Record<string, unknown>)[field];
    if (value === undefined || value === from) continue;
    changes[field] = [textOf(from), textOf(value)];
  }
  return changes;
}

/** The same of what has been put into words already: every field of `after` that differs. */
export function differences(
  before: Record<string, string>,
  after: Record<string, string>,
): Record<string, [string, string]> {
  const fields = Object.keys(after).filter((field) => before[field] !== after[field]);
  return Object.fromEntries(
    fields.map((field) => [field, [before[field] ?? '', after[field] ?? '']]),
  );
}

/** The beginning of a long text, as much as an entry holds. */
export function shortened(text: string): string {
  const letters = [...text];
  return letters.length > longest ? `${letters.slice(0, longest).join('')}…` : text;
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined || value === '' ? null : String(value);
}
