/** A contact that a bot of the company's, running elsewhere, has verified itself: that bot is trusted for what it says. */
import { reopenLane } from '../../notifications/notifications.ts';
import { CodedError } from '../../platform/errors.ts';
import { takeFromLimits } from '../../platform/limits.ts';
import type { Platform } from '../../platform/platform.ts';
import { sameSecret } from '../../platform/secrets.ts';
import { laneOf } from '../connections/connection.ts';
import { provenPhone } from './contact.ts';
import { type SignUp, selectById } from './sign-up.queries.ts';
import { takeContact } from './sign-up-contact.ts';
import { codeLimits } from './sign-up-limits.ts';
import { openSignUp } from './sign-up-open.ts';

/** Throws `bot.door_shut` when no secret is configured, `bot.secret_required` when the given one is not it. */
export function requireBotSecret(
  expected: string | undefined,
  authorization: string | undefined,
): void {
  if (!expected) throw new CodedError('bot.door_shut');
  const [, given] = /^Bearer (.{1,512})$/i.exec(authorization ?? '') ?? [];
  if (given === undefined || !sameSecret(given, expected)) {
    throw new CodedError('bot.secret_required');
  }
}

export interface SharedContact {
  sessionId: string;
  /** As Telegram gave it. */
  phone: string;
  telegramId: number;
  telegramUsername?: string | null;
}

/**
 * Binds the sign-up if nobody has, and sends the code; repeating it sends no second one. Throws
 * `phone.invalid`, `phone.anonymous`, `sign_up.not_found`, `sign_up.expired`, `sign_up.declined`,
 * `sign_up.taken` when it is bound to somebody else, and `request.too_many`.
 */
export async function shareContact(
  platform: Platform,
  given: SharedContact,
): Promise<SignUp['status']> {
  const { database, secrets } = platform;
  const phone = provenPhone(given.phone);
  const user = { id: given.telegramId, username: given.telegramUsername ?? undefined };
  const signUp = await database.transaction(async (tx) => {
    const opening = await openSignUp(tx, platform, { sessionId: given.sessionId, user });
    if (opening.kind === 'opened') return opening.signUp;
    const { kind } = opening;
    throw new CodedError(kind === 'replaced' ? 'sign_up.expired' : `sign_up.${kind}`);
  });
  if (signUp.status !== 'pending') return signUp.status;
  const who = String(given.telegramId);
  await database.transaction(async (tx) => {
    // Whoever shares a contact with that bot can be written to again; our side does not see it otherwise.
    await reopenLane(tx, platform, laneOf(user.id));
    // Counted with the code, and only with a code: refused, everything is taken back.
    if (await takeContact(tx, platform, { signUpId: signUp.id, phone })) {
      await takeFromLimits(tx, secrets, { limits: codeLimits, who });
    }
  });
  const now = await selectById(database.handle, signUp.id);
  if (!now || now.status === 'pending') throw new CodedError('sign_up.expired');
  return now.status;
}
