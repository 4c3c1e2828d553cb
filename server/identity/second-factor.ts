/**
 * The second factor. It is asked when the member has an authenticator (TOTP), or a chat with the bot
 * that can be written to; the password always comes first, so Telegram is never the only factor.
 *
 * - With an authenticator: its code, a recovery code, or a code in Telegram where there is a chat.
 * - Without: a code in Telegram. A chat that the member has blocked or deleted counts as none, so that
 *   nobody is locked out: only the member can close it, so it opens nothing to others.
 * - Whoever comes with a one-time link of an administrator is asked for the authenticator alone: where
 *   Telegram does not answer, that is the way in.
 */
import type { z } from 'zod';
import type { secondFactor } from '../../contract/staff-session.ts';
import { isLaneClosed, type Lane, personKey } from '../notifications/notifications.ts';
import type { Db, Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { newDigits, newSecret } from '../platform/ids.ts';
import { takeFromLimits } from '../platform/limits.ts';
import type { Platform } from '../platform/platform.ts';
import { hashSecret, keyedHash, type Secrets, sameBytes } from '../platform/secrets.ts';
import type { IdentityPorts } from './ports.ts';
import { sendSignInCode } from './sign-in.notices.ts';
import * as queries from './sign-in.queries.ts';
import { addressLimits, telegramCodeLimits } from './sign-in-limits.ts';
import { hashRecoveryCode, stepOf } from './totp.ts';
import type { Origin } from './viewer.ts';

export type Way = z.output<typeof secondFactor>;

type Ports = Pick<IdentityPorts, 'addresses'>;

const codeLength = 6;
const secondsBetweenCodes = 30;

/** By which ways this member can take the second step; none means that the password is enough. */
export async function waysOf(
  tx: Tx,
  { addresses }: Ports,
  member: queries.Member,
  { byLink }: { byLink: boolean },
): Promise<Way[]> {
  const totp = member.totpSince !== null;
  if (byLink && !totp) return [];
  const ways: Way[] = [];
  if (totp) ways.push('totp');
  if (await openLane(tx, { addresses }, member.id)) ways.push('telegram');
  if (totp && (await queries.countRecoveryCodes(tx, member.id)) > 0) ways.push('recovery');
  return ways;
}

/** What stands between the password and the session, for five minutes; stored as a hash. */
export async function newChallenge(tx: Tx, staffId: string): Promise<string> {
  const challenge = newSecret();
  await queries.insertChallenge(tx, { hash: hashSecret(challenge), staffId });
  return challenge;
}

/** Whether the code is right; then it is used up. The member's row must be locked. */
export async function takeCode(
  tx: Tx,
  platform: Platform,
  member: queries.Member,
  given: { way: Way; code: string; hash: Buffer; telegramCode: Buffer | null },
): Promise<boolean> {
  const { id, totpSecret, totpSince, totpUsedStep } = member;
  const { secrets } = platform;
  if (given.way === 'telegram') {
    const code = hashTelegramCode(secrets, given.hash, given.code.replace(/\s/g, ''));
    return given.telegramCode !== null && sameBytes(code, given.telegramCode);
  }
  if (!totpSecret || !totpSince) return false;
  if (given.way === 'recovery') {
    return queries.takeRecoveryCode(tx, id, hashRecoveryCode(secrets, id, given.code));
  }
  const step = stepOf(platform, given.code, { totpSecret, totpUsedStep });
  if (step === undefined) return false;
  await queries.updateMember(tx, id, { totpUsedStep: step });
  return true;
}

/**
 * Sends a code to the member's chat; it fits this challenge alone, and the one before counts no more.
 * Throws `sign_in.challenge_ended`, `code.not_sent` where there is no open chat, `code.too_soon`,
 * `request.too_many`.
 */
export async function sendTelegramCode(
  platform: Platform,
  ports: Ports,
  { challenge, address, origin }: { challenge: string; address: string; origin: Origin },
): Promise<void> {
  const { database, secrets } = platform;
  await takeFromLimits(database.handle, secrets, { limits: addressLimits, who: address });
  const hash = hashSecret(challenge);
  await database.transaction(async (tx) => {
    const staffId = await queries.selectChallenged(tx, hash);
    const member = staffId && (await queries.lockMember(tx, staffId));
    // The member first and then the challenge, as everywhere: two in the other order would wait for each other.
    const found = await queries.lockChallenge(tx, hash);
    if (!found || !member) throw new CodedError('sign_in.challenge_ended');
    const lane = await openLane(tx, ports, member.id);
    if (!lane) throw new CodedError('code.not_sent');
    const wait = secondsBetweenCodes - (found.secondsSinceCode ?? secondsBetweenCodes);
    if (wait > 0) throw new CodedError('code.too_soon', { retryAfter: wait });
    // Counted with the code: what throws here takes the notice and the count back.
    await takeFromLimits(tx, secrets, { limits: telegramCodeLimits, who: member.id });
    const code = newDigits(codeLength);
    await queries.updateTelegramCode(tx, hash, hashTelegramCode(secrets, hash, code));
    await sendSignInCode(tx, platform, { member, lane, code, browser: origin.browser });
  });
}

async function openLane(db: Db, { addresses }: Ports, id: string): Promise<Lane | undefined> {
  const person = { kind: 'staff' as const, id };
  const lane = (await addresses(db, [person])).get(personKey(person));
  return lane && !(await isLaneClosed(db, lane)) ? lane : undefined;
}

function hashTelegramCode(secrets: Secrets, challenge: Buffer, code: string): Buffer {
  return keyedHash(secrets.key('code'), 'staff', challenge.toString('base64'), code);
}
