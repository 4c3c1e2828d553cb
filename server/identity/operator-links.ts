/** Links that whoever runs the server makes at its terminal: the first administrator's, and one in an emergency. */
import type { Platform } from '../platform/platform.ts';
import { recordAudit, systemActor } from './audit.ts';
import { lockMember, selectMemberByEmail, switchTotpOff } from './sign-in.queries.ts';
import { hasActiveAdmin, lockSetUp } from './staff-links.queries.ts';
import { type MadeLink, makeStaffLink } from './staff-links.ts';

/** The link for the first administrator, new at each start, and the one before is void; nothing when there is one. */
export function makeSetUpLink(
  platform: Pick<Platform, 'database' | 'config'>,
): Promise<MadeLink | undefined> {
  return platform.database.transaction(async (tx) => {
    await lockSetUp(tx);
    if (await hasActiveAdmin(tx)) return undefined;
    return makeStaffLink(tx, platform, { purpose: 'set_up' });
  });
}

/**
 * A link to a new password for whoever cannot get in any more; nothing when no active member of staff
 * has this e-mail. `withoutSecondFactor` also switches a lost authenticator off.
 */
export async function makeEmergencyLink(
  platform: Pick<Platform, 'database' | 'config'>,
  { email, withoutSecondFactor }: { email: string; withoutSecondFactor: boolean },
): Promise<(MadeLink & { name: string }) | undefined> {
  return platform.database.transaction(async (tx) => {
    const found = await selectMemberByEmail(tx, email.trim().toLowerCase());
    const member = found && (await lockMember(tx, found.id));
    if (!member) return undefined;
    const { id, name } = member;
    const subject = { kind: 'staff', id, label: name };
    if (withoutSecondFactor && member.totpSince) {
      await switchTotpOff(tx, id);
      await recordAudit(tx, { actor: systemActor }, { action: 'staff.totp_disabled', subject });
    }
    const purpose = member.password === null ? 'invitation' : 'password_reset';
    const changes = { purpose: [null, purpose] as [null, string] };
    await recordAudit(tx, { actor: systemActor }, { action: 'staff.link_made', subject, changes });
    return { name, ...(await makeStaffLink(tx, platform, { purpose, staffId: id })) };
  });
}
