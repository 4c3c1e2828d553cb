/** Two clients turn out to be one person: the Telegram of the one who stays is what counts. */
import { and, eq } from 'drizzle-orm';
import { moveNotices, type Person } from '../notifications/notifications.ts';
import type { Tx } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';
import { telegramMessages } from './answering/answering.tables.ts';
import { endLinksOf } from './connections/connect-link.queries.ts';
import {
  dropConnection,
  findConnection,
  laneOf,
  passConnection,
} from './connections/connection.ts';
import { identities } from './sign-up/identities.tables.ts';
import { hasIdentity } from './sign-up/identities.ts';

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
  // What waits for a ticket, and what stands in one, is the other's from now on.
  await tx
    .update(telegramMessages)
    .set({ personId: clients.into })
    .where(
      and(eq(telegramMessages.personKind, 'client'), eq(telegramMessages.personId, clients.from)),
    );
  const from: Person = { kind: 'client', id: clients.from };
  const into: Person = { kind: 'client', id: clients.into };
  await endLinksOf(tx, from);
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
