/** What the tests of notices share: everybody has Telegram, and who was told what of a ticket or a client. */
import { asc, eq } from 'drizzle-orm';
import { connects } from '../../testing/connects.ts';
import type { Desk } from '../../testing/desk.ts';
import { staff } from '../identity/staff.tables.ts';
import { notices } from '../notifications/notifications.tables.ts';

type Name = 'olga' | 'boris' | 'vera' | 'anna' | 'dmitry' | 'maria';

/** All but Dmitry have Telegram. Vera and Anna speak Russian, the others English. Gives their phones. */
export async function connectCast(desk: Desk): Promise<Record<Exclude<Name, 'dmitry'>, string>> {
  await desk.platform.database.handle
    .update(staff)
    .set({ language: 'ru' })
    .where(eq(staff.id, desk.vera.id));
  return {
    olga: await connects(desk, desk.olga, 700_000_201),
    boris: await connects(desk, desk.boris, 700_000_202),
    vera: await connects(desk, desk.vera, 700_000_203),
    anna: await connects(desk, desk.anna, 700_000_204),
    maria: await connects(desk, desk.maria, 700_000_205),
  };
}

/** Who was told what, in the order in which it was written. */
export async function told(desk: Desk, { id }: { id: string }) {
  const found = await desk.platform.database.handle
    .select()
    .from(notices)
    .where(eq(notices.subjectId, id))
    .orderBy(asc(notices.seq));
  return found.map(({ kind, personKind, personId, content, rank }) => ({
    kind,
    to: nameOf(desk, { personKind, personId }),
    text: content.text.text,
    content,
    rank,
  }));
}

/** What staff were told: `['staff.note', 'boris']`, by kind and name. */
export async function toldStaff(desk: Desk, about: { id: string }): Promise<string[][]> {
  const all = (await told(desk, about)).filter(({ kind }) => kind.startsWith('staff.'));
  return all.map(({ kind, to }) => [kind, to]).sort();
}

function nameOf(
  desk: Desk,
  { personKind, personId }: { personKind: string | null; personId: string | null },
): string {
  const names: Name[] = ['olga', 'boris', 'vera', 'anna', 'dmitry', 'maria'];
  const found = names.find((name) => desk[name].kind === personKind && desk[name].id === personId);
  return found ?? 'somebody else';
}
