/** How staff get in: the password, then the second factor where there is one, then a session. */
import type { Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { type Limit, limitAddress, takeFromLimits } from '../platform/limits.ts';
import type { Platform } from '../platform/platform.ts';
import { hashSecret } from '../platform/secrets.ts';
import { recordAudit, systemActor } from './audit.ts';
import { hashPassword, isOutdated, isPassword } from './passwords.ts';
import type { IdentityPorts } from './ports.ts';
import { newChallenge, takeCode, type Way, waysOf } from './second-factor.ts';
import { updateSeen } from './sessions.queries.ts';
import { openSession } from './sessions.ts';
import * as queries from './sign-in.queries.ts';
import {
  accountAtAddressLimits,
  accountLimits,
  addressLimits,
  mostTries,
  networkLimits,
  networkOf,
  secondFactorLimits,
} from './sign-in-limits.ts';
import type { Origin } from './viewer.ts';

type Ports = Pick<IdentityPorts, 'addresses'>;

/** Where a request comes from: for limits, and for the audit log. */
export interface From {
  address: string;
  origin: Origin;
}

/** In, or half in. */
export type Entered = { sessionId: string } | { second: { challenge: string; ways: Way[] } };

/**
 * Throws `sign_in.wrong` alike for an unknown e-mail, a wrong password and somebody shut out, after the
 * same time, and `request.too_many`.
 */
export async function signIn(
  platform: Platform,
  ports: Ports,
  { email, password, from }: { email: string; password: string; from: From },
): Promise<Entered> {
  const { database } = platform;
  await take(platform, addressLimits, from.address);
  await take(platform, networkLimits, networkOf(from.address));
  await take(platform, accountAtAddressLimits, `${email} ${from.address}`);
  await takeOfAccount(platform, email, from.address);
  const found = await queries.selectMemberByEmail(database.handle, email);
  const stored = found?.password ?? null;
  const right = await isPassword(password, stored);
  const renewed = right && stored && isOutdated(stored) ? await hashPassword(password) : undefined;
  const entered = await database.transaction(async (tx) => {
    // A wrong password costs the same statements as an e-mail that nobody has.
    const member = right && found ? await queries.lockMember(tx, found.id) : undefined;
    // It may have been changed while we were comparing.
    if (!member || member.password !== stored) {
      await recordRefusal(tx, found, from);
      return undefined;
    }
    if (renewed) await queries.updateMember(tx, member.id, { password: renewed });
    return letIn(tx, ports, member, { from, byLink: false });
  });
  if (!entered) throw new CodedError('sign_in.wrong');
  return entered;
}

/** Opens a session, or asks for the second factor first. Whoever calls has seen the password or the link. */
export async function letIn(
  tx: Tx,
  ports: Ports,
  member: queries.Member,
  { from, byLink }: { from: From; byLink: boolean },
): Promise<Entered> {
  const ways = await waysOf(tx, ports, member, { byLink });
  if (ways.length === 0) return enter(tx, member, from);
  return { second: { challenge: await newChallenge(tx, member.id), ways } };
}

/**
 * Throws `sign_in.code_wrong` with the tries left, `sign_in.challenge_ended` when they or the five
 * minutes are over, and `request.too_many`.
 */
export async function passSecondFactor(
  platform: Platform,
  given: { challenge: string; way: Way; code: string; from: From },
): Promise<{ sessionId: string }> {
  const { database } = platform;
  const { way, code, from } = given;
  await take(platform, addressLimits, from.address);
  const hash = hashSecret(given.challenge);
  const taken = await queries.takeTry(database.handle, hash, mostTries);
  if (!taken) throw new CodedError('sign_in.challenge_ended');
  await take(platform, secondFactorLimits, taken.staffId);
  const entered = await database.transaction(async (tx) => {
    const member = await queries.lockMember(tx, taken.staffId);
    const challenge = await queries.lockChallenge(tx, hash);
    if (!member || !challenge) return 'ended' as const;
    const { telegramCode } = challenge;
    if (!(await takeCode(tx, platform, member, { way, code, hash, telegramCode }))) {
      await recordRefusal(tx, member, from);
      return 'wrong' as const;
    }
    await queries.deleteChallenge(tx, hash);
    return enter(tx, member, from);
  });
  if (entered === 'ended') throw new CodedError('sign_in.challenge_ended');
  if (entered === 'wrong') {
    throw new CodedError('sign_in.code_wrong', { triesLeft: mostTries - taken.tries });
  }
  return entered;
}

async function enter(
  tx: Tx,
  { id, name }: queries.Member,
  { origin }: From,
): Promise<{ sessionId: string }> {
  await updateSeen(tx, id);
  await recordAudit(
    tx,
    { actor: { kind: 'staff', id, name }, origin },
    { action: 'staff.signed_in' },
  );
  const holder = { kind: 'staff' as const, id };
  return openSession(tx, { holder, browser: origin.browser, passwordGiven: true });
}

/** Nobody knows who it was. An e-mail that is not ours is not written down: it may be a mistyped password. */
async function recordRefusal(
  tx: Tx,
  member: { id: string; name: string } | undefined,
  { origin }: From,
): Promise<void> {
  await recordAudit(
    tx,
    { actor: systemActor, origin },
    {
      action: 'staff.sign_in_refused',
      ...(member && { subject: { kind: 'staff', id: member.id, label: member.name } }),
    },
  );
}

/** Guesses from many addresses shut nobody out of where they have been let in before. */
async function takeOfAccount(platform: Platform, email: string, address: string): Promise<void> {
  try {
    await take(platform, accountLimits, email);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const known = await queries.selectKnownAddresses(platform.database.handle, email);
    if (!known.some((one) => limitAddress(one) === address)) throw error;
  }
}

function take({ database, secrets }: Platform, limits: Limit[], who: string): Promise<void> {
  return takeFromLimits(database.handle, secrets, { limits, who });
}
