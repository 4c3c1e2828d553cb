/** Which client a Telegram user is. The identity signs people in; it never says where news goes. */
import { eq } from 'drizzle-orm';
import type { Db, Tx } from '../../platform/database.ts';
import { identities } from './identities.tables.ts';

/** The client that this Telegram user proved to be, if any. */
export async function clientIdOf(db: Db, telegramUserId: number): Promise<string | undefined> {
  const [row] = await db
    .select({ clientId: identities.clientId })
    .from(identities)
    .where(eq(identities.telegramUserId, telegramUserId));
  return row?.clientId;
}

/** Whether any Telegram user has proved to be this client. */
export async function hasIdentity(db: Db, clientId: string): Promise<boolean> {
  const found = await db
    .select({ clientId: identities.clientId })
    .from(identities)
    .where(eq(identities.clientId, clientId));
  return found.length > 0;
}

/**
 * Ties a Telegram user to a client for good. False, and nothing written, when the user is already
 * another client or the client another user; true as well when this very tie exists.
 */
export async function bindIdentity(
  tx: Tx,
  { telegramUserId, clientId }: { telegramUserId: number; clientId: string },
): Promise<boolean> {
  await tx.insert(identities).values({ telegramUserId, clientId }).onConflictDoNothing();
  return (await clientIdOf(tx, telegramUserId)) === clientId;
}
