/** What a change changes, field by field, as the audit log keeps it. */
import type { AuditNote } from './audit.ts';

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

function textOf(value: unknown): string | null {
  return value === null || value === undefined || value === '' ? null : String(value);
}
