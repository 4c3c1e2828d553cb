/** Two clients turn out to be one person: the Telegram of the one who stays is what counts. */
import { eq } from 'drizzle-orm';
import { moveNotices, type Person } from '../notifications/notifications.ts';
import type { Tx } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';
import { dropConnection, findConnection, laneOf, passConnection } from './connection.ts';
import { identities } from './identities.tables.ts';
import { hasIdentity } from './identities.ts';

/**
 * `from` is gone after this. Where `into` has no identity or no connection, it takes over that of
 * `from`; otherwise those of `from` end, so that nobody comes back as a client who is gone. What waits
 * for `from` goes to the chat that is left.
 */
export async function moveTelegram(
  tx: Tx,
  platform: Platform,
  clients: { from: string; into: string },
): Promise<void> {
  await moveIdentity(tx, clients);
  const from: Person = { kind: 'client', id: clients.from };
  const into: Person = { kind: 'client', id: clients.into };
  const lost = await findConnection(tx, from);
  if (!lost) return;
  const kept = await findConnection(tx, into);
  if (kept) await dropConnection(tx, platform, from);
  else await passConnection(tx, platform, { from, into });
  await moveNotices(tx, platform, {
    from: { person: from, lane: laneOf(lost.chatId) },
    to: { person: into, lane: laneOf((kept ?? lost).chatId) },
  });
}

async function moveIdentity(tx: Tx, { from, into }: { from: string; into: string }): Promise<void> {
  if (await hasIdentity(tx, into)) {
    await tx.delete(identities).where(eq(identities.clientId, from));
  } else {
    await tx.update(identities).set({ clientId: into }).where(eq(identities.clientId, from));
  }
}
