/** What custom messages hold of a client: those written to the client alone, and that others came too. */
import { and, asc, eq, gt, inArray, or, sql } from 'drizzle-orm';
import { deleteFilesOf, filesOf, inArchive, placed } from '../files/files.ts';
import type { Db, Tx } from '../platform/database.ts';
import { type PersonalData, pagesOf } from '../platform/personal-data.ts';
import { customMessageRecipients, customMessages } from './custom-messages.tables.ts';

export const personalData: PersonalData = {
  tables: {
    custom_messages: 'person',
    custom_message_recipients: 'person',
  },
  traces: async (db, ids) => ({ subjects: await selectOwn(db, ids) }),
  async *collect(db, { ids }) {
    const pages = pagesOf<Sent>((after, most) => selectSent(db, ids, { after, most }));
    for await (const page of pages) {
      const files = await filesOf(
        db,
        page.map(({ id }) => id),
      );
      yield {
        part: 'custom_messages',
        items: page.map(({ id, createdAt, content }) => ({
          createdAt: createdAt.toISOString(),
          text: content.text,
          ...(files.has(id) && { files: files.get(id)?.map(inArchive) }),
        })),
        files: [...files.values()].flat().map(placed),
      };
    }
  },
  async erase(tx, _platform, { ids, words }) {
    const own = await selectOwn(tx, ids);
    const fileIds = await deleteFilesOf(tx, own);
    await tx.delete(customMessages).where(inArray(customMessages.id, own));
    const left = await tx
      .delete(customMessageRecipients)
      .where(inArray(customMessageRecipients.clientId, ids))
      .returning({ id: customMessageRecipients.messageId });
    for (const { id } of left) {
      await tx
        .update(customMessages)
        .set({ recipients: sql`${customMessages.recipients} - 1` })
        .where(eq(customMessages.id, id));
    }
    await forgetSearches(tx, words);
    return { fileIds };
  },
};

type Sent = Awaited<ReturnType<typeof selectSent>>[number];

function selectSent(
  db: Db,
  ids: string[],
  { after, most }: { after: { id: string } | undefined; most: number },
) {
  const { id, createdAt, content } = customMessages;
  return db
    .selectDistinct({ id, createdAt, content })
    .from(customMessages)
    .innerJoin(customMessageRecipients, eq(customMessageRecipients.messageId, id))
    .where(and(inArray(customMessageRecipients.clientId, ids), after && gt(id, after.id)))
    .orderBy(asc(id))
    .limit(most);
}

/** Messages to these clients alone. */
async function selectOwn(db: Db, ids: string[]): Promise<string[]> {
  const found = await db
    .select({ id: customMessages.id })
    .from(customMessages)
    .innerJoin(customMessageRecipients, eq(customMessageRecipients.messageId, customMessages.id))
    .where(and(eq(customMessages.kind, 'one'), inArray(customMessageRecipients.clientId, ids)));
  return found.map(({ id }) => id);
}

/** A group may have been found by the person's name or number. */
async function forgetSearches(tx: Tx, given: string[]): Promise<void> {
  const parts = given.filter((word) => word.length > 1);
  if (parts.length === 0) return;
  await tx
    .update(customMessages)
    .set({ filter: sql`${customMessages.filter} - 'search'` })
    .where(
      or(
        ...parts.map(
          (word) =>
            sql`position(lower(${customMessages.filter}->>'search') in lower(${word}::text)) > 0
              or position(lower(${word}::text) in lower(${customMessages.filter}->>'search')) > 0`,
        ),
      ),
    );
}
