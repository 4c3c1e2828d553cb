/** SQL of what people have written to the bot. */
import { and, asc, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import { databaseNow } from '../../platform/clock.ts';
import { type Db, rows, type Tx } from '../../platform/database.ts';
import { type Target, telegramMessages } from './answering.tables.ts';

export type StoredMessage = typeof telegramMessages.$inferSelect;
export type NewMessage = Omit<typeof telegramMessages.$inferInsert, 'id'> & { id: string };

export interface Place {
  botId: number;
  chatId: number;
}

function inChat({ botId, chatId }: Place) {
  return and(eq(telegramMessages.botId, botId), eq(telegramMessages.chatId, chatId));
}

/** Keeps it; nothing comes back where it has been kept before. */
export async function insertMessage(
  tx: Tx,
  message: NewMessage,
): Promise<StoredMessage | undefined> {
  const [stored] = await tx
    .insert(telegramMessages)
    .values(message)
    .onConflictDoNothing()
    .returning();
  return stored;
}

/** Locked: whoever files it at this moment is waited for. */
export async function lockMessage(
  tx: Tx,
  { messageId, ...place }: Place & { messageId: number },
): Promise<StoredMessage | undefined> {
  const [found] = await tx
    .select()
    .from(telegramMessages)
    .where(and(inChat(place), eq(telegramMessages.messageId, messageId)))
    .for('update');
  return found;
}

export async function lockQuestion(
  tx: Tx,
  { questionId, ...place }: Place & { questionId: string },
): Promise<StoredMessage[]> {
  return tx
    .select()
    .from(telegramMessages)
    .where(and(inChat(place), eq(telegramMessages.questionId, questionId)))
    .orderBy(asc(telegramMessages.sequence))
    .for('update');
}

/** The newest message of the chat that stands so, as this person. */
export async function selectNewest(
  db: Db,
  place: Place,
  given: {
    person: { kind: 'client' | 'staff'; id: string };
    state: StoredMessage['state'];
    /** A place in the order of the chat. */
    before?: number;
  },
): Promise<(StoredMessage & { secondsAgo: number }) | undefined> {
  const [found] = await db
    .select({
      message: telegramMessages,
      secondsAgo: sql<number>`extract(epoch from ${databaseNow} - ${telegramMessages.receivedAt})::float8`,
    })
    .from(telegramMessages)
    .where(
      and(
        inChat(place),
        eq(telegramMessages.state, given.state),
        eq(telegramMessages.personKind, given.person.kind),
        eq(telegramMessages.personId, given.person.id),
        given.before === undefined ? undefined : lt(telegramMessages.sequence, given.before),
      ),
    )
    .orderBy(desc(telegramMessages.sequence))
    .limit(1);
  return found && { ...found.message, secondsAgo: found.secondsAgo };
}

/** The first of the chat whose turn it is to be filed, locked. */
export async function lockFirst(tx: Tx, place: Place): Promise<StoredMessage | undefined> {
  const [first] = await tx
    .select()
    .from(telegramMessages)
    .where(and(inChat(place), eq(telegramMessages.state, 'filing')))
    .orderBy(asc(telegramMessages.sequence))
    .limit(1)
    .for('update');
  return first;
}

/** The ticket that the messages of a question have come into. */
export async function selectTicketOfQuestion(
  db: Db,
  questionId: string,
): Promise<string | undefined> {
  const [found] = await db
    .select({ ticketId: telegramMessages.ticketId })
    .from(telegramMessages)
    .where(and(eq(telegramMessages.questionId, questionId), eq(telegramMessages.state, 'filed')))
    .orderBy(asc(telegramMessages.sequence))
    .limit(1);
  return found?.ticketId ?? undefined;
}

export async function updateMessage(
  tx: Tx,
  id: string,
  columns: Partial<StoredMessage>,
): Promise<void> {
  await tx.update(telegramMessages).set(columns).where(eq(telegramMessages.id, id));
}

/** They wait for their turn, to go there. */
export async function sendOn(tx: Tx, ids: string[], target: Target): Promise<void> {
  await tx
    .update(telegramMessages)
    .set({ state: 'filing', target, failures: 0, notBefore: null, leaseToken: null })
    .where(inArray(telegramMessages.id, ids));
}

/** What a settled message no longer holds. */
const forgotten = { text: null, attachments: [], leaseToken: null, settledAt: databaseNow };

/** It stands in the ticket: what it said is kept there alone. */
export async function markFiled(
  tx: Tx,
  id: string,
  { ticketId, entryId }: { ticketId: string; entryId: string },
): Promise<void> {
  await tx
    .update(telegramMessages)
    .set({ state: 'filed', ticketId, entryId, ...forgotten })
    .where(eq(telegramMessages.id, id));
}

/** It goes nowhere, and its words are forgotten. */
export async function markDropped(tx: Tx, ids: string[], reason: string): Promise<void> {
  await tx
    .update(telegramMessages)
    .set({ state: 'dropped', reason, ...forgotten })
    .where(inArray(telegramMessages.id, ids));
}

/** Takes the first message of some chat for so many seconds; others of that chat wait for it. */
export async function leaseMessage(
  tx: Tx,
  { botId, token, seconds }: { botId: number; token: string; seconds: number },
): Promise<StoredMessage | undefined> {
  const [candidate] = await rows<{ id: string }>(
    tx,
    sql`select m.id from telegram_messages m
        where m.bot_id = ${botId} and m.state = 'filing'
          and (m.not_before is null or m.not_before <= ${databaseNow})
          and not exists (
            select 1 from telegram_messages e
            where e.bot_id = m.bot_id and e.chat_id = m.chat_id
              and e.state = 'filing' and e.sequence < m.sequence
          )
        order by m.sequence
        limit 1
        for update of m skip locked`,
  );
  if (!candidate) return undefined;
  const [leased] = await tx
    .update(telegramMessages)
    .set({
      leaseToken: token,
      notBefore: sql`${databaseNow} + make_interval(secs => ${seconds})`,
    })
    .where(eq(telegramMessages.id, candidate.id))
    .returning();
  return leased;
}

/** The message that this lease is of, locked; nothing when it has become somebody else's or is settled. */
export async function lockLeased(
  tx: Tx,
  { id, token }: { id: string; token: string },
): Promise<StoredMessage | undefined> {
  const [found] = await tx
    .select()
    .from(telegramMessages)
    .where(
      and(
        eq(telegramMessages.id, id),
        eq(telegramMessages.state, 'filing'),
        eq(telegramMessages.leaseToken, token),
      ),
    )
    .for('update');
  return found;
}

/** Gives the lease back: the next try comes after so many seconds. */
export async function postpone(
  tx: Tx,
  { id, token }: { id: string; token: string },
  { seconds, failed }: { seconds: number; failed: boolean },
): Promise<void> {
  await tx
    .update(telegramMessages)
    .set({
      leaseToken: null,
      notBefore: sql`${databaseNow} + make_interval(secs => ${seconds})`,
      ...(failed && { failures: sql`${telegramMessages.failures} + 1` }),
    })
    .where(and(eq(telegramMessages.id, id), eq(telegramMessages.leaseToken, token)));
}

/** The questions of which nothing has been chosen for a day, each with its messages. */
export async function lockUnchosen(tx: Tx, botId: number): Promise<StoredMessage[]> {
  return tx
    .select()
    .from(telegramMessages)
    .where(
      and(
        eq(telegramMessages.botId, botId),
        eq(telegramMessages.state, 'asked'),
        sql`${telegramMessages.receivedAt} < ${databaseNow} - interval '24 hours'`,
      ),
    )
    .orderBy(asc(telegramMessages.id))
    .limit(200)
    .for('update');
}
