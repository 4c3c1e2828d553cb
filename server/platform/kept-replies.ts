/** What the platform's own tables hold of people: answers kept for repeats, and nothing else. */
import { isNotNull, sql } from 'drizzle-orm';
import type { Tx } from './database.ts';
import type { KnownPerson, PersonalData } from './personal-data.ts';
import { idempotencyKeys } from './platform.tables.ts';

export const platformData: PersonalData = {
  tables: {
    installation: { nothing: 'It says what the database belongs to.' },
    clock_shift: { nothing: 'It says by how much tests have moved the time.' },
    rate_limits: { nothing: 'Its keys are keyed hashes that name nobody, and end within a day.' },
    idempotency_keys: 'person',
  },
  // The answers of a day: the person has had them, and all that they tell stands elsewhere too.
  async *collect() {},
  async erase(tx, _platform, person) {
    await eraseReplies(tx, person);
    return { fileIds: [] };
  },
};

/** The key stays, in doubt: a program that repeats its request must not bring the person back. */
async function eraseReplies(tx: Tx, { ids, subjects, words }: KnownPerson): Promise<void> {
  // A value is followed by one of these, the name of a field is not: somebody may be called `id`.
  const signs = [...ids, ...subjects, ...words].flatMap((text) =>
    [',', '}', ']'].map((end) => JSON.stringify(text) + end),
  );
  await tx
    .update(idempotencyKeys)
    .set({ reply: null })
    .where(
      sql`${isNotNull(idempotencyKeys.reply)} and exists (
        select from jsonb_array_elements_text(${JSON.stringify(signs)}::jsonb) as given (sign)
        where position(sign in ${idempotencyKeys.reply}) > 0)`,
    );
}
