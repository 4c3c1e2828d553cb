/** The company's own people: invited, changed, shut out and let in again by admins. */
import type { Body } from '../../contract/endpoint.ts';
import type { inviteStaff as invite, updateStaff as update } from '../../contract/staff.ts';
import { sqlState, type Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Platform } from '../platform/platform.ts';
import { type AuditNote, recordAudit } from './audit.ts';
import { changed } from './changes.ts';
import { personTopic, tellDesk } from './live-topics.ts';
import type { IdentityPorts } from './ports.ts';
import { endSessions } from './sessions.ts';
import * as queries from './staff.queries.ts';
import { type MadeLink, makeStaffLink, voidStaffLinks } from './staff-links.ts';
import type { Origin, StaffViewer } from './viewer.ts';

/** Who asks, and from where. */
export interface By {
  viewer: StaffViewer;
  origin: Origin;
}

type Made = MadeLink & { staffId: string };

/** Adds a colleague with a one-time link. Throws `staff.email_taken`. */
export async function inviteStaff(
  platform: Platform,
  by: By,
  given: Body<typeof invite>,
): Promise<Made> {
  return withFreeEmail(() =>
    platform.database.transaction(async (tx) => {
      const member = { ...given, id: newId(), language: by.viewer.language };
      await queries.insertMember(tx, member);
      const link = await makeStaffLink(tx, platform, { purpose: 'invitation', staffId: member.id });
      await note(tx, platform, by, member, {
        action: 'staff.invited',
        changes: {
          email: [null, given.email],
          role: [null, given.role],
          sees: [null, given.sees],
        },
      });
      return { ...link, staffId: member.id };
    }),
  );
}

/** Throws `staff.email_taken`, `staff.last_admin`, and `staff.not_yourself` for an admin who would be none. */
export async function changeStaff(
  platform: Platform,
  by: By,
  id: string,
  given: Body<typeof update>,
): Promise<void> {
  await withFreeEmail(() =>
    platform.database.transaction(async (tx) => {
      await queries.lockAdmins(tx);
      const member = await requireMember(tx, id);
      const changes = changed(member, given);
      if (Object.keys(changes).length === 0) return;
      if (changes.role && member.role === 'admin') await assertCanGo(tx, by, member);
      await queries.updateMember(tx, id, given);
      await note(tx, platform, by, { ...member, ...given }, { action: 'staff.changed', changes });
    }),
  );
}

/** A new link: an invitation while there is no password, else for a new one. Throws `staff.not_active`. */
export function makeLinkFor(platform: Platform, by: By, id: string): Promise<Made> {
  return platform.database.transaction(async (tx) => {
    const member = await requireMember(tx, id);
    if (member.state === 'deactivated') throw new CodedError('staff.not_active');
    const purpose = member.state === 'invited' ? 'invitation' : 'password_reset';
    const link = await makeStaffLink(tx, platform, { purpose, staffId: id });
    await note(tx, platform, by, member, {
      action: 'staff.link_made',
      changes: { purpose: [null, purpose] },
    });
    return { ...link, staffId: id };
  });
}

/**
 * Shuts a colleague out: sessions and streams end, links are void, and what was theirs to do is
 * nobody's. Repeating it does no harm. Throws `staff.not_yourself` and `staff.last_admin`.
 */
export async function deactivateStaff(
  platform: Platform,
  ports: Pick<IdentityPorts, 'releaseStaff'>,
  by: By,
  id: string,
): Promise<void> {
  await platform.database.transaction(async (tx) => {
    await queries.lockAdmins(tx);
    const member = await requireMember(tx, id);
    if (member.state === 'deactivated') return;
    await assertCanGo(tx, by, member);
    await queries.updateDeactivated(tx, id, true);
    await voidStaffLinks(tx, id);
    await queries.deleteChallenges(tx, id);
    await endSessions(tx, platform, { kind: 'staff', id }, { because: 'deactivated' });
    await ports.releaseStaff(tx, id);
    await note(tx, platform, by, member, { action: 'staff.deactivated' });
  });
}

/** Lets a colleague in again, with the password of before. Repeating it does no harm. */
export async function activateStaff(platform: Platform, by: By, id: string): Promise<void> {
  await platform.database.transaction(async (tx) => {
    const member = await requireMember(tx, id);
    if (member.state !== 'deactivated') return;
    await queries.updateDeactivated(tx, id, false);
    await note(tx, platform, by, member, { action: 'staff.activated' });
  });
}

/** Signs a colleague out everywhere, or yourself everywhere but here. Gives how many sessions ended. */
export function endSessionsOf(platform: Platform, by: By, id: string): Promise<number> {
  return platform.database.transaction(async (tx) => {
    const member = await requireMember(tx, id);
    const here = id === by.viewer.id ? { except: by.viewer.sessionId } : {};
    const holder = { kind: 'staff' as const, id };
    const ended = await endSessions(tx, platform, holder, { because: 'ended_elsewhere', ...here });
    await note(tx, platform, by, member, { action: 'staff.sessions_ended' });
    return ended;
  });
}

/** An admin who is to be one no more: it must be somebody else, and somebody must be left. */
async function assertCanGo(tx: Tx, { viewer }: By, member: queries.StaffRow): Promise<void> {
  if (member.id === viewer.id) throw new CodedError('staff.not_yourself');
  const counts = member.role === 'admin' && member.state === 'active';
  if (counts && !(await queries.hasOtherAdmin(tx, member.id))) {
    throw new CodedError('staff.last_admin');
  }
}

async function requireMember(tx: Tx, id: string): Promise<queries.StaffRow> {
  const member = await queries.lockMember(tx, id);
  if (!member) throw new CodedError('request.not_found');
  return member;
}

/** Two at once with one e-mail: the index of the table decides who is the first. */
async function withFreeEmail<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (sqlState(error) !== '23505') throw error;
    throw new CodedError('staff.email_taken', { fields: { email: 'taken' } });
  }
}

async function note(
  tx: Tx,
  platform: Platform,
  { viewer, origin }: By,
  { id, name }: { id: string; name: string },
  entry: Omit<AuditNote, 'subject'>,
): Promise<void> {
  const subject = { kind: 'staff', id, label: name };
  await recordAudit(tx, { actor: viewer, origin }, { ...entry, subject });
  tellDesk(tx, platform, 'staff');
  platform.live.publish(tx, personTopic({ kind: 'staff', id }), 'me');
}
