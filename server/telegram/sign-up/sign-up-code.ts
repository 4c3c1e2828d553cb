/** Codes: six digits, ten minutes, sent by the bot and typed into the browser that began. */
import { codeLength } from '../../../contract/sign-up.ts';
import { readCompany } from '../../company/company.ts';
import { cancelNotices, enqueueNotices, reopenLane } from '../../notifications/notifications.ts';
import type { Tx } from '../../platform/database.ts';
import { CodedError } from '../../platform/errors.ts';
import { newDigits } from '../../platform/ids.ts';
import { takeFromLimits } from '../../platform/limits.ts';
import type { Platform } from '../../platform/platform.ts';
import { keyedHash, type Secrets } from '../../platform/secrets.ts';
import { laneOf } from '../connections/connection.ts';
import { about, chatOf, codeNotice } from './sign-up.notices.ts';
import * as queries from './sign-up.queries.ts';
import { assertOpen, requireOwnSignUp, type Shown } from './sign-up-find.ts';
import { codeLimits, mostCodes, verifyLimits } from './sign-up-limits.ts';
import { publishSignUp } from './sign-up-topic.ts';

/** What is kept of a code: bound to its sign-up, so that it is worth nothing for another. */
export function hashCode(secrets: Secrets, signUpId: string, code: string): Buffer {
  return keyedHash(secrets.key('code'), signUpId, code);
}

/** Sends a new code in the transaction; the one before counts no more. False when another was faster. */
export async function sendCode(
  tx: Tx,
  platform: Platform,
  signUp: queries.SignUp,
): Promise<boolean> {
  const { id, codesSent } = signUp;
  const code = newDigits(codeLength);
  await cancelNotices(tx, {
    subject: about(signUp),
    kind: 'sign_up.code',
    reason: 'code.replaced',
  });
  const notice = codeNotice(await readCompany(tx, platform), signUp, code);
  const [codeNoticeId] = await enqueueNotices(tx, platform, [notice]);
  if (codeNoticeId === undefined) throw new Error('The ledger took no notice of a code.');
  const codeHash = hashCode(platform.secrets, id, code);
  const put = await queries.putCode(tx, id, { codesSent, codeHash, codeNoticeId });
  if (put) publishSignUp(tx, platform, id);
  return put !== undefined;
}

/**
 * Sends another code for the browser's own sign-up: three in all, 30 seconds apart, and not more
 * often than a Telegram user may be sent any. Throws `code.not_sent`, `code.too_soon`,
 * `code.no_codes_left`, `request.too_many`, or what says that the sign-up is over.
 */
export async function resendCode(
  platform: Platform,
  { address, ...shown }: Shown & { address: string },
): Promise<void> {
  const { database, secrets } = platform;
  await takeFromLimits(database.handle, secrets, { limits: verifyLimits, who: address });
  const signUp = await requireOwnSignUp(database.handle, shown);
  assertOpen(signUp);
  assertMayResend(signUp);
  const who = String(chatOf(signUp));
  await database.transaction(async (tx) => {
    // The person says that the bot is unblocked; if it is not, this one ends as unreachable too.
    await reopenLane(tx, platform, laneOf(chatOf(signUp)));
    // Counted with the code: whoever asks ten times at once must not use up the person's whole hour.
    await takeFromLimits(tx, secrets, { limits: codeLimits, who });
    // Throwing takes the notice and the count back with the rest.
    if (!(await sendCode(tx, platform, signUp))) {
      throw new CodedError('code.too_soon', { retryAfter: queries.times.betweenCodes });
    }
  });
}

function assertMayResend(signUp: queries.FoundSignUp): void {
  if (signUp.status !== 'code_sent') throw new CodedError('code.not_sent');
  if (signUp.codesSent >= mostCodes) throw new CodedError('code.no_codes_left');
  if (signUp.secondsToNextCode > 0) {
    throw new CodedError('code.too_soon', { retryAfter: signUp.secondsToNextCode });
  }
}
