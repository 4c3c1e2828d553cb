/** A link is opened in Telegram. */
import { sql } from 'drizzle-orm';
import type { Language } from '../../../contract/person.ts';
import type { Tx } from '../../platform/database.ts';
import type { Platform } from '../../platform/platform.ts';
import { hashSecret } from '../../platform/secrets.ts';
import * as queries from './sign-up.queries.ts';
import { tellEnd } from './sign-up-end.ts';
import { publishSignUp } from './sign-up-topic.ts';

export interface TelegramUser {
  id: number;
  username?: string;
  /** Absent when it is none of ours, or when nobody told us. */
  language?: Language;
}

export type Opening =
  /** `taken` by another Telegram user; `replaced` by this user's newer link. */
  | { kind: 'not_found' | 'expired' | 'declined' | 'replaced' | 'taken' }
  /** Opened now or before by this same user. */
  | { kind: 'opened'; signUp: queries.SignUp };

/**
 * Binds the sign-up of this link to the first Telegram user who opens it, and ends that user's
 * earlier ones. Opening one's own link again changes nothing.
 */
export async function openSignUp(
  tx: Tx,
  platform: Platform,
  { sessionId, user }: { sessionId: string; user: TelegramUser },
): Promise<Opening> {
  await lockUser(tx, user.id);
  const found = await queries.selectByHandle(tx, hashSecret(sessionId));
  if (!found || found.consumedAt) return { kind: 'not_found' };
  if (found.expired || found.ended === 'expired') return { kind: 'expired' };
  if (found.ended) return { kind: found.ended === 'declined' ? 'declined' : 'replaced' };
  if (found.telegramUserId === user.id) return { kind: 'opened', signUp: found };
  const signUp = await queries.bindTo(tx, found.id, {
    telegramUserId: user.id,
    telegramUsername: user.username ?? null,
    telegramLanguage: user.language ?? null,
  });
  if (!signUp) return { kind: 'taken' };
  for (const earlier of await queries.endOthersOf(tx, user.id, signUp.id)) {
    await tellEnd(tx, platform, { id: earlier.id, ended: 'taken' });
  }
  publishSignUp(tx, platform, signUp.id);
  return { kind: 'opened', signUp };
}

/** The open sign-up that this Telegram user has bound, if any. */
export function findSignUpOf(tx: Tx, telegramUserId: number): Promise<queries.SignUp | undefined> {
  return queries.selectOpenOf(tx, telegramUserId);
}

/** Two links that one person opens at the same moment take turns: each would not see the other's binding. */
async function lockUser(tx: Tx, id: number): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`otklik:user:${id}`}, 0))`);
}
