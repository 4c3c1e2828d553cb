/** Sessions: a short token in memory, and a refresh cookie that changes at each use. */
import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Platform } from '../platform/platform.ts';
import { newAccessToken } from './access-token.ts';
import { isOurs, readRefreshToken, refreshToken } from './refresh-token.ts';
import * as queries from './sessions.queries.ts';

/** The token before answers with the same successor for so long: a reply may be lost, two tabs may ask at once. */
const sameSuccessorSeconds = 30;

/** Opens a session; the caller gives the tokens with `giveTokens` once the transaction is committed. */
export async function openSession(
  tx: Tx,
  given: { clientId: string; browser: string },
): Promise<{ sessionId: string }> {
  const sessionId = newId();
  await queries.insertSession(tx, { id: sessionId, ...given, salt: randomBytes(16) });
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
): Promise<{ token: string }> {
  const given = readRefreshToken(request.cookies[cookieName(platform)]);
  if (!given) throw new CodedError('session.required');
  const result = await platform.database.transaction(async (tx) => {
    const session = await queries.lockSession(tx, given.sessionId);
    if (!session || session.ended || !isOurs(platform.secrets, given, session.salt)) {
      return 'ended' as const;
    }
    if (given.generation === session.generation) {
      await queries.updateGeneration(tx, session.id, session.generation + 1);
      return { ...session, generation: session.generation + 1 };
    }
    const previous = given.generation === session.generation - 1;
    if (previous && session.secondsSinceRotation <= sameSuccessorSeconds) return session;
    await end(tx, platform, session.id, 'token_reused');
    return 'reused' as const;
  });
  if (typeof result === 'string') {
    if (result === 'reused') platform.log.warn('A refresh token was used twice: session ended.');
    clearCookie(platform, reply);
    throw new CodedError('session.ended');
  }
  return tokensFor(platform, reply, result);
}

/** Ends the session of the refresh cookie, and with it its streams on every instance. */
export async function signOut(
  platform: Platform,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const given = readRefreshToken(request.cookies[cookieName(platform)]);
  clearCookie(platform, reply);
  if (!given) return;
  await platform.database.transaction(async (tx) => {
    const session = await queries.lockSession(tx, given.sessionId);
    if (session && !session.ended && isOurs(platform.secrets, given, session.salt)) {
      await end(tx, platform, session.id, 'signed_out');
    }
  });
}

/** The live topic that tells a session's streams to look again whether they may stay open. */
export function sessionTopic(sessionId: string): string {
  return `session:${sessionId}`;
}

async function end(
  tx: Tx,
  platform: Platform,
  sessionId: string,
  because: 'signed_out' | 'token_reused',
): Promise<void> {
  await queries.updateEnded(tx, sessionId, because);
  platform.live.publish(tx, sessionTopic(sessionId));
}

function tokensFor(
  platform: Platform,
  reply: FastifyReply,
  session: { id: string; clientId: string; generation: number; salt: Buffer },
): { token: string } {
  reply.setCookie(
    cookieName(platform),
    refreshToken(platform.secrets, { ...session, sessionId: session.id }),
    { ...cookieOptions(platform), maxAge: queries.sessionDays * 24 * 3600 },
  );
  return { token: newAccessToken(platform, { sessionId: session.id, clientId: session.clientId }) };
}

function clearCookie(platform: Platform, reply: FastifyReply): void {
  reply.clearCookie(cookieName(platform), cookieOptions(platform));
}

/** Clients and staff have a cookie each: one person may be both. */
function cookieName({ config }: Platform): string {
  return config.appUrl.startsWith('https:') ? '__Secure-otklik_client' : 'otklik_client';
}

function cookieOptions({ config }: Platform) {
  return {
    path: '/auth',
    httpOnly: true,
    sameSite: 'strict' as const,
    secure: config.appUrl.startsWith('https:'),
  };
}
