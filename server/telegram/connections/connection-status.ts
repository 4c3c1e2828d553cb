/** What a person is told of the own connection; the Telegram id is never among it. */
import type { GivenReply } from '../../../contract/endpoint.ts';
import type { clientTelegramStatus } from '../../../contract/telegram.ts';
import type { Db } from '../../platform/database.ts';
import { type ConnectLink, selectPending } from './connect-link.queries.ts';
import type { Owner } from './connect-link.ts';
import { findConnection } from './connection.ts';

type Status = GivenReply<typeof clientTelegramStatus>;

/** Where news goes, and the link that this very session has under way. */
export async function readStatus(db: Db, owner: Owner): Promise<Status> {
  const connection = await findConnection(db, owner.person);
  const pending = await selectPending(db, owner);
  return {
    connected: connection?.state === 'connected',
    state: connection?.state ?? 'none',
    ...(connection?.username !== undefined && { username: connection.username }),
    ...(connection && { connectedAt: connection.connectedAt.toISOString() }),
    ...(pending && { pending: shown(pending) }),
  };
}

function shown(link: ConnectLink & { now: Date }): NonNullable<Status['pending']> {
  const { id, state, moves, chatAgrees, expiresAt, now, username, firstName } = link;
  return {
    id,
    state: state !== 'opened' ? 'waiting' : moves && !chatAgrees ? 'chat_to_agree' : 'opened',
    expiresAt: expiresAt.toISOString(),
    now: now.toISOString(),
    ...(username !== null && { username }),
    ...(firstName !== null && { name: firstName }),
  };
}
