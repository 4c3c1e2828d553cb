/** A member of staff with their own password and second factor. */
import { toDataURL } from 'qrcode';
import type { Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { takeFromLimits } from '../platform/limits.ts';
import type { Platform } from '../platform/platform.ts';
import { type AuditAction, recordAudit } from './audit.ts';
import { personTopic, tellDesk } from './live-topics.ts';
import { assertUncommon } from './password.policy.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { sensitiveMinutes, updatePasswordGiven } from './sessions.queries.ts';
import { endSessions } from './sessions.ts';
import * as queries from './sign-in.queries.ts';
import { confirmLimits, secondFactorLimits } from './sign-in-limits.ts';
import { voidStaffLinks } from './staff-links.ts';
import { makeRecoveryCodes, newTotpSecret, stepOf } from './totp.ts';
import type { Origin, StaffViewer } from './viewer.ts';

interface Asked {
  viewer: StaffViewer;
  origin: Origin;
}

/** Opens the sensitive changes to this session; gives until when. Throws `password.wrong`, `request.too_many`. */
export async function confirmPassword(
  platform: Platform,
  { viewer, password }: { viewer: StaffViewer; password: string },
): Promise<Date> {
  const stored = await requirePassword(platform, viewer, password);
  const at = await platform.database.transaction(async (tx) => {
    await lockSelf(tx, viewer, stored);
    return updatePasswordGiven(tx, viewer.sessionId);
  });
  if (!at) throw new CodedError('session.ended');
  return new Date(at.getTime() + sensitiveMinutes * 60_000);
}

/** Ends all other sessions, and what stands half open. Throws `password.wrong`, `password.too_common`. */
export async function changePassword(
  platform: Platform,
  { viewer, origin, current, next }: Asked & { current: string; next: string },
): Promise<void> {
  const stored = await requirePassword(platform, viewer, current);
  await assertUncommon(next, { ...viewer, field: 'next' });
  const password = await hashPassword(next);
  await platform.database.transaction(async (tx) => {
    const { id } = await lockSelf(tx, viewer, stored);
    await queries.updateMember(tx, id, { password });
    await queries.deleteChallengesOf(tx, id);
    await voidStaffLinks(tx, id);
    const why = { because: 'password_changed' as const, except: viewer.sessionId };
    await endSessions(tx, platform, viewer, why);
    await updatePasswordGiven(tx, viewer.sessionId);
    await record(tx, { viewer, origin }, 'staff.password_changed');
  });
}

/** A secret that counts once `enableTotp` has seen a code of it. Throws `totp.already_on`. */
export async function beginTotp(platform: Platform, viewer: StaffViewer) {
  const { secret, uri, sealed } = newTotpSecret(platform, viewer.email);
  const qrCode = await toDataURL(uri, { margin: 1, width: 320 });
  await platform.database.transaction(async (tx) => {
    const { id, totpSince } = await lockSelf(tx, viewer);
    if (totpSince) throw new CodedError('totp.already_on');
    await queries.updateMember(tx, id, { totpSecret: sealed, totpUsedStep: null });
  });
  return { secret, uri, qrCode };
}

/** Gives the recovery codes. Throws `totp.not_begun`, `totp.already_on`, `totp.code_wrong`, `request.too_many`. */
export async function enableTotp(
  platform: Platform,
  { viewer, origin, code }: Asked & { code: string },
): Promise<string[]> {
  const { database, secrets } = platform;
  await takeFromLimits(database.handle, secrets, { limits: secondFactorLimits, who: viewer.id });
  return database.transaction(async (tx) => {
    const { id, totpSecret, totpSince, totpUsedStep } = await lockSelf(tx, viewer);
    if (totpSince) throw new CodedError('totp.already_on');
    if (!totpSecret) throw new CodedError('totp.not_begun');
    const step = stepOf(platform, code, { totpSecret, totpUsedStep });
    if (step === undefined) throw new CodedError('totp.code_wrong');
    await queries.switchTotpOn(tx, id, step);
    const codes = await makeRecoveryCodes(tx, platform, id);
    await recordAndTell(tx, platform, { viewer, origin }, 'staff.totp_enabled');
    return codes;
  });
}

/** Throws `totp.not_begun` where there is no second factor. */
export async function renewRecoveryCodes(platform: Platform, asked: Asked): Promise<string[]> {
  return platform.database.transaction(async (tx) => {
    const { id, totpSince } = await lockSelf(tx, asked.viewer);
    if (!totpSince) throw new CodedError('totp.not_begun');
    const codes = await makeRecoveryCodes(tx, platform, id);
    await recordAndTell(tx, platform, asked, 'staff.recovery_codes_renewed');
    return codes;
  });
}

/** Repeating it does no harm. */
export async function disableTotp(platform: Platform, asked: Asked): Promise<void> {
  await platform.database.transaction(async (tx) => {
    const { id, totpSince } = await lockSelf(tx, asked.viewer);
    await queries.switchTotpOff(tx, id);
    if (totpSince) await recordAndTell(tx, platform, asked, 'staff.totp_disabled');
  });
}

/** What is stored of the password, if it is the right one. */
async function requirePassword(
  { database, secrets }: Platform,
  { id }: StaffViewer,
  password: string,
): Promise<string> {
  await takeFromLimits(database.handle, secrets, { limits: confirmLimits, who: id });
  const stored = await queries.selectPassword(database.handle, id);
  const right = await isPassword(password, stored);
  if (!right || stored === null) throw new CodedError('password.wrong');
  return stored;
}

/** The viewer's row, locked. It must still hold the password that was compared. */
async function lockSelf(tx: Tx, { id }: StaffViewer, stored?: string): Promise<queries.Member> {
  const member = await queries.lockMember(tx, id);
  if (!member) throw new CodedError('session.ended');
  if (stored !== undefined && member.password !== stored) throw new CodedError('password.wrong');
  return member;
}

async function recordAndTell(
  tx: Tx,
  platform: Platform,
  asked: Asked,
  action: AuditAction,
): Promise<void> {
  await record(tx, asked, action);
  platform.live.publish(tx, personTopic(asked.viewer), 'me');
  tellDesk(tx, platform, `staff:${asked.viewer.id}`);
}

async function record(tx: Tx, { viewer, origin }: Asked, action: AuditAction): Promise<void> {
  const subject = { kind: 'staff', id: viewer.id, label: viewer.name };
  await recordAudit(tx, { actor: viewer, origin }, { action, subject });
}
