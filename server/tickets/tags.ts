/** Tags: what an admin offers for sorting tickets. */
import { asc, eq, sql } from 'drizzle-orm';
import type { Body, Reply } from '../../contract/endpoint.ts';
import type { addTag, updateTag } from '../../contract/ticket-tools.ts';
import { mostTagsOfAll } from '../../contract/ticket-tools.ts';
import type { listTags } from '../../contract/tickets.ts';
import { recordAudit, tellDesk } from '../identity/identity.ts';
import { type Db, sqlState, type Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import type { DeskDoing } from './save-change.ts';
import { tags } from './tickets.tables.ts';

/** All of them, by name. */
export async function readTags(db: Db): Promise<Reply<typeof listTags>> {
  const columns = { id: tags.id, name: tags.name, colour: tags.colour };
  return { items: await db.select(columns).from(tags).orderBy(asc(tags.key)) };
}

/** Throws `tag.name_taken` and `settings.too_many`. */
export function makeTag(
  doing: DeskDoing,
  { name, colour }: Body<typeof addTag>,
): Promise<{ id: string }> {
  return inTransaction(doing, async (tx) => {
    // Whoever adds one waits for the other, so that the number holds.
    await tx.execute(sql`lock table tags in share row exclusive mode`);
    if ((await tx.$count(tags)) >= mostTagsOfAll) throw new CodedError('settings.too_many');
    const id = newId();
    await tx.insert(tags).values({ id, name, colour, key: keyOf(name) });
    await note(tx, doing, { action: 'tag.added', id, name, changes: {} });
    return { id };
  });
}

/** Throws `request.not_found` and `tag.name_taken`. */
export function changeTag(
  doing: DeskDoing,
  id: string,
  given: Body<typeof updateTag>,
): Promise<void> {
  return inTransaction(doing, async (tx) => {
    const [was] = await tx.select().from(tags).where(eq(tags.id, id)).for('update');
    if (!was) throw new CodedError('request.not_found');
    const { name = was.name, colour = was.colour } = given;
    if (name === was.name && colour === was.colour) return;
    await tx
      .update(tags)
      .set({ name, colour, key: keyOf(name) })
      .where(eq(tags.id, id));
    const changes: Record<string, [string, string]> = {};
    if (name !== was.name) changes.name = [was.name, name];
    if (colour !== was.colour) changes.colour = [was.colour, colour];
    await note(tx, doing, { action: 'tag.changed', id, name, changes });
  });
}

/** Takes it off all tickets. Throws `request.not_found`. */
export function deleteTag(doing: DeskDoing, id: string): Promise<void> {
  return inTransaction(doing, async (tx) => {
    const [was] = await tx.delete(tags).where(eq(tags.id, id)).returning({ name: tags.name });
    if (!was) throw new CodedError('request.not_found');
    await note(tx, doing, { action: 'tag.removed', id, name: was.name, changes: {} });
  });
}

function keyOf(name: string): string {
  return name.toLocaleLowerCase('ru').normalize('NFKC');
}

async function inTransaction<T>({ platform }: DeskDoing, run: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await platform.database.transaction(run);
  } catch (error) {
    if (sqlState(error) === '23505') throw new CodedError('tag.name_taken');
    throw error;
  }
}

async function note(
  tx: Tx,
  { platform, viewer, origin }: DeskDoing,
  given: {
    action: 'tag.added' | 'tag.changed' | 'tag.removed';
    id: string;
    name: string;
    changes: Record<string, [string, string]>;
  },
): Promise<void> {
  const { action, id, name, changes } = given;
  const subject = { kind: 'tag', id, label: name };
  await recordAudit(tx, { actor: viewer, origin }, { action, subject, changes });
  tellDesk(tx, platform, 'settings');
  // Rows of tickets carry the names and colours of their tags.
  if (action !== 'tag.added') tellDesk(tx, platform, 'ticket');
}
