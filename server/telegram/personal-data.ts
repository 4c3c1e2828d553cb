/** What Telegram's part holds of a client: who they are there, where news goes, sign-ups, consents, and updates that came in. */
import { and, eq, inArray, isNotNull, or, type SQL, sql } from 'drizzle-orm';
import type { Update } from 'grammy/types';
import { deleteUnconfirmedClient } from '../identity/identity.ts';
import type { Db } from '../platform/database.ts';
import type { CollectedPart, KnownPerson, PersonalData } from '../platform/personal-data.ts';
import { telegramMessages } from './answering/answering.tables.ts';
import { connections, connectLinks } from './connections/connections.tables.ts';
import { identities } from './sign-up/identities.tables.ts';
import { consents, signUps } from './sign-up/sign-up.tables.ts';
import { telegramUpdates } from './telegram.tables.ts';

export const personalData: PersonalData = {
  tables: {
    telegram_identities: 'person',
    telegram_connections: 'person',
    telegram_connect_links: 'person',
    sign_ups: 'person',
    consents: 'person',
    telegram_updates: 'person',
    telegram_messages: 'person',
    telegram_sent_files: {
      nothing: 'How Telegram calls files; the ids lead nowhere once these are gone.',
    },
    poller_state: { nothing: 'How the receiving is, and what the bot is called.' },
  },
  async traces(db, ids) {
    const addresses = await selectChats(db, ids);
    const found = await selectSignUps(db, { ids, addresses });
    return { addresses: addresses.map(String), subjects: found.map(({ id }) => id) };
  },
  async *collect(db, person) {
    yield* collectTelegram(db, chatsOf(person));
  },
  async erase(tx, _platform, person) {
    const given = chatsOf(person);
    // First: whoever works one off at this moment is waited for, and what it has made is found below.
    await tx.delete(telegramUpdates).where(comeFrom(given));
    const gone = await tx
      .delete(signUps)
      .where(isSignUpOf(given))
      .returning({ clientId: signUps.clientId });
    for (const { clientId } of gone) {
      if (clientId && !given.ids.includes(clientId)) await deleteUnconfirmedClient(tx, clientId);
    }
    await tx.delete(telegramMessages).where(isMessageOf(given.ids));
    await tx.delete(consents).where(inArray(consents.clientId, given.ids));
    await tx.delete(identities).where(inArray(identities.clientId, given.ids));
    await tx.delete(connections).where(isConnectionOf(given.ids));
    await tx.delete(connectLinks).where(isLinkOf(given));
    return { fileIds: [] };
  },
};

interface Chats {
  ids: string[];
  /** A private chat has its user's id. */
  addresses: number[];
}

function chatsOf({ ids, addresses }: KnownPerson): Chats {
  return { ids, addresses: addresses.map(Number) };
}

/** The chat of the connection, and the one of the Telegram user; not one that is another client's by now. */
async function selectChats(db: Db, ids: string[]): Promise<number[]> {
  const connected = await db
    .select({ id: connections.chatId })
    .from(connections)
    .where(isConnectionOf(ids));
  const users = await db
    .select({ id: identities.telegramUserId })
    .from(identities)
    .where(inArray(identities.clientId, ids));
  const chats = [...new Set([...connected, ...users].map(({ id }) => id))];
  const others = await db
    .select({ id: connections.chatId })
    .from(connections)
    .where(
      and(
        inArray(connections.chatId, chats),
        eq(connections.personKind, 'client'),
        sql`not ${inArray(connections.personId, ids)}`,
      ),
    );
  return chats.filter((chat) => !others.some(({ id }) => id === chat));
}

async function* collectTelegram(db: Db, given: Chats): AsyncGenerator<CollectedPart> {
  const connected = await db.select().from(connections).where(isConnectionOf(given.ids));
  const known = await db.select().from(identities).where(inArray(identities.clientId, given.ids));
  yield {
    part: 'telegram',
    items: [
      ...connected.map(({ chatId, username, state, connectedAt, blockedAt }) => ({
        chatId,
        ...(username !== null && { username }),
        state,
        connectedAt: connectedAt.toISOString(),
        ...(blockedAt && { blockedAt: blockedAt.toISOString() }),
      })),
      ...known.map(({ telegramUserId, createdAt }) => ({
        telegramUserId,
        createdAt: createdAt.toISOString(),
      })),
    ],
  };
  yield { part: 'telegram_links', items: await collectLinks(db, given) };
  const agreed = await db.select().from(consents).where(inArray(consents.clientId, given.ids));
  yield {
    part: 'consents',
    items: agreed.map(({ version, text, agreedAt }) => ({
      agreedAt: agreedAt.toISOString(),
      version,
      text,
    })),
  };
  const begun = await selectSignUps(db, given);
  yield { part: 'sign_ups', items: begun.map(shownSignUp) };
  const written = await db
    .select({ at: telegramMessages.receivedAt, text: telegramMessages.text })
    .from(telegramMessages)
    .where(and(isMessageOf(given.ids), isNotNull(telegramMessages.text)));
  yield {
    part: 'telegram_messages',
    items: written.map(({ at, text }) => ({ at: at.toISOString(), text })),
  };
  const stored = await db
    .select({
      chatId: telegramUpdates.chatId,
      receivedAt: telegramUpdates.receivedAt,
      update: telegramUpdates.update,
    })
    .from(telegramUpdates)
    .where(and(comeFrom(given), isNotNull(telegramUpdates.update)));
  yield {
    part: 'telegram_updates',
    // What others have said of the person is found by the same id, and is theirs.
    items: stored
      .filter((one) => isOwn(one, given))
      .map(({ receivedAt, update }) => ({
        receivedAt: receivedAt.toISOString(),
        update,
      })),
  };
}

/** Whoever else has opened one of them is named to nobody. */
async function collectLinks(db: Db, { ids, addresses }: Chats): Promise<Record<string, unknown>[]> {
  const asked = await db
    .select()
    .from(connectLinks)
    .where(isLinkOf({ ids, addresses: [] }))
    .orderBy(connectLinks.createdAt);
  return asked.map(({ createdAt, state, chatId, username }) => ({
    createdAt: createdAt.toISOString(),
    state,
    ...(chatId !== null && addresses.includes(chatId) && username !== null && { username }),
  }));
}

function shownSignUp(signUp: typeof signUps.$inferSelect): Record<string, unknown> {
  const { createdAt, name, phone, language, browserFamily, browserSystem, telegramUsername } =
    signUp;
  const shown = {
    createdAt: createdAt.toISOString(),
    name,
    phone,
    language,
    browser: [browserFamily, browserSystem].filter(Boolean).join(', ') || null,
    username: telegramUsername,
  };
  return Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== null));
}

function selectSignUps(db: Db, given: Chats) {
  return db.select().from(signUps).where(isSignUpOf(given)).orderBy(signUps.createdAt);
}

function isSignUpOf({ ids, addresses }: Chats): SQL | undefined {
  return or(inArray(signUps.clientId, ids), inArray(signUps.telegramUserId, addresses));
}

/** The links of the client, and those of others that the client's chat has opened. */
function isLinkOf({ ids, addresses }: Chats): SQL | undefined {
  return or(
    and(eq(connectLinks.personKind, 'client'), inArray(connectLinks.personId, ids)),
    inArray(connectLinks.chatId, addresses),
  );
}

function isConnectionOf(ids: string[]): SQL | undefined {
  return and(eq(connections.personKind, 'client'), inArray(connections.personId, ids));
}

/** What has come into a ticket is kept there; what remains of it here is a number. */
function isMessageOf(ids: string[]): SQL | undefined {
  return and(eq(telegramMessages.personKind, 'client'), inArray(telegramMessages.personId, ids));
}

/** Said in their chat, or by them in another. */
function isOwn(
  { chatId, update }: { chatId: number; update: Update | null },
  { addresses }: Chats,
): boolean {
  if (addresses.includes(chatId)) return true;
  const parts = Object.values(update ?? {}) as (number | { from?: { id: number } })[];
  return parts.some((part) => typeof part === 'object' && addresses.includes(part.from?.id ?? 0));
}

/** Of their chat, by them in another, or one that names them. Compared as text: not every update can be read as `jsonb`. */
function comeFrom({ addresses }: Chats): SQL | undefined {
  if (addresses.length === 0) return sql`false`;
  const byThem = `"(id|user_id)": *(${addresses.map(Number).join('|')})[,} ]`;
  return or(
    inArray(telegramUpdates.chatId, addresses),
    sql`${telegramUpdates.update}::text ~ ${byThem}`,
  );
}
