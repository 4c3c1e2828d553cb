/** Sessions: a short token in memory, and a refresh cookie that changes at each use. */
import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Platform } from '../platform/platform.ts';
import { type Holder, newAccessToken } from './access-token.ts';
import { isOurs, readRefreshToken, refreshToken } from './refresh-token.ts';
import * as queries from './sessions.queries.ts';

/** The token before answers with the same successor for so long: a reply may be lost, two tabs may ask at once. */
const sameSuccessorSeconds = 30;

/** Opens a session; the caller gives the tokens with `giveTokens` once the transaction is committed. */
export async function openSession(
  tx: Tx,
  given: { holder: Holder; browser: string; passwordGiven?: boolean },
): Promise<{ sessionId: string }> {
  const sessionId = newId();
  const salt = randomBytes(16);
  await queries.insertSession(tx, { passwordGiven: false, ...given, id: sessionId, salt });
  return { sessionId };
}

/**
 * A new access token (15 minutes), and the refresh cookie set on the reply. Asked twice for one
 * session it gives the same cookie, so that an answer can be repeated. Throws `session.ended`.
 */
export async function giveTokens(
  platform: Platform,
  reply: FastifyReply,
  sessionId: string,
): Promise<{ token: string }> {
  const session = await queries.selectSession(platform.database.handle, sessionId);
  if (!session || session.ended) throw new CodedError('session.ended');
  return tokensFor(platform, reply, session);
}

/** Trades the refresh cookie. A token that was used before ends the session: somebody has a copy. */
export async function refreshSession(
  platform: Platform,
  request: FastifyRequest,
  reply: FastifyReply,
  kind: Holder['kind'],
): Promise<{ token: string }> {
  const given = readRefreshToken(request.cookies[cookieName(platform, kind)]);
  if (!given) throw new CodedError('session.required');
  const result = await platform.database.transaction(async (tx) => {
    const session = await queries.lockSession(tx, given.sessionId);
    const ours = session && isOurs(platform.secrets, given, session.salt);
    if (!session || !ours || session.ended || holderOf(session).kind !== kind) {
      return 'ended' as const;
    }
    if (given.generation === session.generation) {
      await queries.updateGeneration(tx, session.id, session.generation + 1);
      if (session.staffId) await queries.updateSeen(tx, session.staffId);
      return { ...session, generation: session.generation + 1 };
    }
    const previous = given.generation === session.generation - 1;
    if (previous && session.secondsSinceRotation <= sameSuccessorSeconds) return session;
    await end(tx, platform, session.id, 'token_reused');
    return 'reused' as const;
  });
  if (typeof result === 'string') {
    if (result === 'reused') platform.log.warn('A refresh token was used twice: session ended.');
    clearCookie(platform, reply, kind);
    throw new CodedError('session.ended');
  }
  return tokensFor(platform, reply, result);
}

/** Ends the session of the refresh cookie, and with it its streams on every instance. */
export async function signOut(
  platform: Platform,
  request: FastifyRequest,
  reply: FastifyReply,
  kind: Holder['kind'],
): Promise<void> {
  const given = readRefreshToken(request.cookies[cookieName(platform, kind)]);
  clearCookie(platform, reply, kind);
  if (!given) return;
  await platform.database.transaction(async (tx) => {
    const session = await queries.lockSession(tx, given.sessionId);
    const theirs = session && holderOf(session).kind === kind;
    if (theirs && !session.ended && isOurs(platform.secrets, given, session.salt)) {
      await end(tx, platform, session.id, 'signed_out');
    }
  });
}

/** The live topic that tells a session's streams to look again whether they may stay open. */
export function sessionTopic(sessionId: string): string {
  return `session:${sessionId}`;
}

/** Ends one session of this person; one that is not theirs is left alone. Says whether there was one. */
export async function endSession(
  tx: Tx,
  platform: Platform,
  holder: Holder,
  sessionId: string,
): Promise<boolean> {
  const session = await queries.lockSession(tx, sessionId);
  const theirs = session && holderOf(session).id === holder.id;
  if (!theirs || session.ended) return false;
  await end(tx, platform, sessionId, 'ended_elsewhere');
  return true;
}

/** Ends all sessions of a person, but perhaps one, and with them their streams. Gives how many. */
export async function endSessions(
  tx: Tx,
  platform: Pick<Platform, 'live'>,
  holder: Holder,
  why: { because: queries.EndReason; except?: string },
): Promise<number> {
  const ended = await queries.updateAllEnded(tx, holder, why);
  for (const id of ended) platform.live.publish(tx, sessionTopic(id));
  return ended.length;
}

async function end(
  tx: Tx,
  platform: Platform,
  sessionId: string,
  because: queries.EndReason,
): Promise<void> {
  await queries.updateEnded(tx, sessionId, because);
  platform.live.publish(tx, sessionTopic(sessionId));
}

/** The database sees to it that a session has exactly one. */
function holderOf(session: { clientId: string | null; staffId: string | null }): Holder {
  if (session.staffId !== null) return { kind: 'staff', id: session.staffId };
  return { kind: 'client', id: session.clientId ?? '' };
}

function tokensFor(
  platform: Platform,
  reply: FastifyReply,
  session: {
    id: string;
    clientId: string | null;
    staffId: string | null;
    generation: number;
    salt: Buffer;
  },
): { token: string } {
  const holder = holderOf(session);
  reply.setCookie(
    cookieName(platform, holder.kind),
    refreshToken(platform.secrets, { ...session, sessionId: session.id }),
    { ...cookieOptions(platform, holder.kind), maxAge: queries.sessionDays * 24 * 3600 },
  );
  return { token: newAccessToken(platform, { sessionId: session.id, holder }) };
}

function clearCookie(platform: Platform, reply: FastifyReply, kind: Holder['kind']): void {
  reply.clearCookie(cookieName(platform, kind), cookieOptions(platform, kind));
}

/** Clients and staff have a cookie each: one person may be both. */
function cookieName({ config }: Platform, kind: Holder['kind']): string {
  return `${config.appUrl.startsWith('https:') ? '__Secure-' : ''}otklik_${kind}`;
}

function cookieOptions({ config }: Platform, kind: Holder['kind']) {
  return {
    path: kind === 'client' ? '/auth' : '/auth/staff',
    httpOnly: true,
    sameSite: 'strict' as const,
    secure: config.appUrl.startsWith('https:'),
  };
}
