/** SQL of messages and of those whom they were meant for. */
import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { MessageOutcome } from '../../contract/custom-messages.ts';
import { staff } from '../identity/staff.tables.ts';
import { databaseNow } from '../platform/clock.ts';
import { type Db, rows, type Tx } from '../platform/database.ts';
import { exactText, momentOf } from '../platform/sql-times.ts';
import { customMessageRecipients, customMessages } from './custom-messages.tables.ts';
import { type Receipt, receiptsOf, told } from './receipts.ts';

type NewMessage = Omit<typeof customMessages.$inferInsert, 'createdAt'>;

export async function insertMessage(tx: Tx, message: NewMessage): Promise<void> {
  await tx.insert(customMessages).values(message);
}

export async function insertRecipients(
  tx: Tx,
  given: (typeof customMessageRecipients.$inferInsert)[],
): Promise<void> {
  await tx.insert(customMessageRecipients).values(given);
}

const shown = {
  id: customMessages.id,
  kind: customMessages.kind,
  content: customMessages.content,
  filter: customMessages.filter,
  author: staff.name,
  recipients: customMessages.recipients,
  createdAt: customMessages.createdAt,
  cancelledAt: customMessages.cancelledAt,
  place: exactText(sql`${customMessages.createdAt}`),
};

export type MessageRow = Awaited<ReturnType<typeof selectGroupMessages>>[number];

/** The last row of the page before. */
export interface Place {
  at: string;
  id: string;
}

const authorOf = sql`${staff.id}::text = ${customMessages.authorId}`;

/** To groups, the newest first. */
export function selectGroupMessages(
  db: Db,
  { after, most }: { after: Place | undefined; most: number },
) {
  return db
    .select(shown)
    .from(customMessages)
    .leftJoin(staff, authorOf)
    .where(and(eq(customMessages.kind, 'group'), after && olderThan(after)))
    .orderBy(desc(customMessages.createdAt), desc(customMessages.id))
    .limit(most);
}

export async function selectGroupMessage(db: Db, id: string): Promise<MessageRow | undefined> {
  const [found] = await db
    .select(shown)
    .from(customMessages)
    .leftJoin(staff, authorOf)
    .where(and(eq(customMessages.id, id), eq(customMessages.kind, 'group')));
  return found;
}

/** To this client, alone or with others, the newest first. */
export function selectMessagesTo(
  db: Db,
  { clientId, after, most }: { clientId: string; after: Place | undefined; most: number },
): Promise<MessageRow[]> {
  return db
    .select(shown)
    .from(customMessages)
    .innerJoin(
      customMessageRecipients,
      and(
        eq(customMessageRecipients.messageId, customMessages.id),
        eq(customMessageRecipients.clientId, clientId),
      ),
    )
    .leftJoin(staff, authorOf)
    .where(after && olderThan(after))
    .orderBy(desc(customMessages.createdAt), desc(customMessages.id))
    .limit(most);
}

function olderThan({ at, id }: Place): SQL {
  return sql`(${customMessages.createdAt}, ${customMessages.id}) < (${momentOf(at)}, ${id})`;
}

/** What became of each of these messages for one client. */
export async function selectReceiptsOf(
  db: Db,
  { clientId, messageIds }: { clientId: string; messageIds: string[] },
): Promise<Map<string, Receipt>> {
  if (messageIds.length === 0) return new Map();
  const ids = sql.join(
    messageIds.map((id) => sql`${id}`),
    sql`, `,
  );
  const found = await rows<Receipt & { id: string }>(
    db,
    sql`select receipts.message_id as id, ${told}
      from ${receiptsOf(sql`r.client_id = ${clientId} and r.message_id in (${ids})`)} as receipts`,
  );
  return new Map(found.map(({ id, ...receipt }) => [id, receipt]));
}

export interface RecipientRow extends Receipt {
  clientId: string;
  name: string;
  phone: string | null;
}

/** By name. */
export function selectRecipients(
  db: Db,
  given: {
    messageId: string;
    state: MessageOutcome | undefined;
    after: { name: string; id: string } | undefined;
    most: number;
  },
): Promise<RecipientRow[]> {
  const { messageId, state, after, most } = given;
  return rows<RecipientRow>(
    db,
    sql`select c.id as "clientId", c.name, c.phone, ${told}
      from ${receiptsOf(sql`r.message_id = ${messageId}`)} as receipts
      join clients c on c.id = receipts.client_id::uuid
      where ${state === undefined ? sql`true` : sql`receipts.state = ${state}`}
        and ${after ? sql`(c.name, c.id) > (${after.name}, ${after.id}::uuid)` : sql`true`}
      order by c.name, c.id limit ${most}`,
  );
}

/** Whether the message is there; waits for whoever cancels it at this moment. */
export async function lockGroupMessage(tx: Tx, id: string) {
  const [found] = await tx
    .select()
    .from(customMessages)
    .where(and(eq(customMessages.id, id), eq(customMessages.kind, 'group')))
    .for('update');
  return found;
}

export async function updateCancelled(tx: Tx, id: string, by: string): Promise<void> {
  await tx
    .update(customMessages)
    .set({ cancelledAt: databaseNow, cancelledBy: by })
    .where(eq(customMessages.id, id));
}
