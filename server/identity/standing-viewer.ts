/** Whether somebody who was let in before still is: for what is opened later, without a header. */
import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';
import { holdSession } from './sessions.queries.ts';
import { integrationTokens } from './staff.tables.ts';
import { findViewer, type Viewer } from './viewer.ts';

/** The viewer of a session that is still open, or of a token that is not revoked. */
export async function standingViewer(
  platform: Platform,
  { kind, id, sessionId }: { kind: Viewer['kind']; id: string; sessionId: string | null },
): Promise<Viewer | undefined> {
  if (kind === 'token') return findStandingToken(platform, id);
  if (sessionId === null) return undefined;
  return findViewer(platform, { sessionId, holder: { kind, id } });
}

/**
 * Whether this session is open and its person neither shut out nor gone; nobody ends, deactivates or
 * merges them before the transaction is over.
 */
export async function holdStanding(
  tx: Tx,
  { kind, id, sessionId }: { kind: 'client' | 'staff'; id: string; sessionId: string },
): Promise<boolean> {
  return holdSession(tx, { sessionId, holder: { kind, id } });
}

async function findStandingToken({ database }: Platform, id: string): Promise<Viewer | undefined> {
  const [found] = await database.handle
    .select({ name: integrationTokens.name, scopes: integrationTokens.scopes })
    .from(integrationTokens)
    .where(and(eq(integrationTokens.id, id), isNull(integrationTokens.revokedAt)));
  return found && { kind: 'token', id, ...found, language: 'en' };
}
