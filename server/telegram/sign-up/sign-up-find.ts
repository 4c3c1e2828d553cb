/** Finds a sign-up for the browser that began it, and tells nobody else that it exists. */
import type { Db } from '../../platform/database.ts';
import { CodedError } from '../../platform/errors.ts';
import { hashSecret, sameBytes } from '../../platform/secrets.ts';
import { type FoundSignUp, selectByHandle } from './sign-up.queries.ts';

/** What a browser shows: the public handle, and its own secret if it has one. */
export interface Shown {
  sessionId: string;
  browserSecret?: string;
}

/**
 * The browser's own sign-up; an ended or expired one as well, and a used one for a minute more.
 * Malformed, unknown, foreign and used ones all throw `sign_up.not_found` after the same work.
 */
export async function requireOwnSignUp(db: Db, shown: Shown): Promise<FoundSignUp> {
  const signUp = await selectByHandle(db, hashSecret(shown.sessionId));
  const own = isOwn(signUp, shown.browserSecret);
  const used = signUp?.consumedAt != null && !signUp.usedLately;
  if (!signUp || !own || used) throw new CodedError('sign_up.not_found');
  return signUp;
}

/** Throws unless the sign-up can still lead to a sign-in. */
export function assertOpen(signUp: FoundSignUp): void {
  if (signUp.consumedAt) throw new CodedError('sign_up.not_found');
  if (signUp.ended === 'declined') throw new CodedError('sign_up.declined');
  if (signUp.ended || signUp.expired) throw new CodedError('sign_up.expired');
}

/** Does the same work whether there is a sign-up and a secret or not. */
export function isOwn(signUp: FoundSignUp | undefined, browserSecret = ''): boolean {
  const browserHash = hashSecret(browserSecret);
  const nobody = Buffer.alloc(browserHash.length);
  const present = sameBytes(signUp?.browserHash ?? nobody, browserHash);
  const before = sameBytes(signUp?.previousBrowserHash ?? nobody, browserHash);
  return present || (before && signUp?.rotatedLately === true);
}
