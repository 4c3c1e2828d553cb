/** What a one-time link is good for: the person behind it chooses a password, and is in. */
import type { Language } from '../../contract/person.ts';
import { sqlState, type Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import { takeFromLimits } from '../platform/limits.ts';
import type { Platform } from '../platform/platform.ts';
import { recordAudit } from './audit.ts';
import { tellDesk } from './live-topics.ts';
import { assertUncommon } from './password.policy.ts';
import { hashPassword } from './passwords.ts';
import type { IdentityPorts } from './ports.ts';
import { endSessions } from './sessions.ts';
import * as queries from './sign-in.queries.ts';
import { type Entered, type From, letIn } from './sign-in.ts';
import { linkLimits } from './sign-in-limits.ts';
import { insertFirstAdmin, lockSetUp } from './staff-links.queries.ts';
import { findStaffLink, type StaffLink, takeStaffLink, voidStaffLinks } from './staff-links.ts';

/** What the page shows before a password is chosen. Throws `link.not_found`. */
export async function readLink(
  { database, secrets }: Platform,
  { secret, address }: { secret: string; address: string },
): Promise<StaffLink> {
  await takeFromLimits(database.handle, secrets, { limits: linkLimits, who: address });
  const link = await findStaffLink(database.handle, secret);
  if (!link) throw new CodedError('link.not_found');
  return link;
}

interface Given {
  secret: string;
  password: string;
  name?: string | undefined;
  email?: string | undefined;
  language?: Language | undefined;
}

/**
 * Uses the link: sets the password, ends the person's sessions elsewhere, and lets them in (by way of
 * their authenticator, if they have one). Throws `link.not_found`, `password.too_common`,
 * `staff.email_taken`, and `request.invalid` when a first administrator gives no name or e-mail.
 */
export async function acceptLink(
  platform: Platform,
  ports: Pick<IdentityPorts, 'addresses'>,
  { from, callerLanguage, ...given }: Given & { from: From; callerLanguage: Language },
): Promise<Entered> {
  const link = await readLink(platform, { secret: given.secret, address: from.address });
  const { name, email } = link.member ?? chosenBy(given);
  await assertUncommon(given.password, { name, email, field: 'password' });
  const password = await hashPassword(given.password);
  try {
    return await platform.database.transaction(async (tx) => {
      if (!link.member) await lockSetUp(tx);
      const found = link.member && (await queries.lockMember(tx, link.member.id));
      // Looked at again: another may have used it, or the person been shut out, in the meantime.
      const usable = await findStaffLink(tx, given.secret);
      if (!usable || (link.member && !found) || !(await takeStaffLink(tx, given.secret))) {
        throw new CodedError('link.not_found');
      }
      const id = found?.id ?? newId();
      const { language = found?.language ?? callerLanguage } = given;
      if (found) await queries.updateMember(tx, id, { password, language });
      else await insertFirstAdmin(tx, { id, name, email, password, language });
      return finish(tx, platform, ports, { id, link, from });
    });
  } catch (error) {
    if (sqlState(error) === '23505') throw new CodedError('staff.email_taken');
    throw error;
  }
}

const told = {
  set_up: 'staff.set_up',
  invitation: 'staff.joined',
  password_reset: 'staff.password_reset',
} as const;

async function finish(
  tx: Tx,
  platform: Platform,
  ports: Pick<IdentityPorts, 'addresses'>,
  { id, link, from }: { id: string; link: StaffLink; from: From },
): Promise<Entered> {
  await voidStaffLinks(tx, id);
  await queries.deleteChallengesOf(tx, id);
  await endSessions(tx, platform, { kind: 'staff', id }, { because: 'password_changed' });
  const member = await queries.lockMember(tx, id);
  if (!member) throw new Error('A member who was just written is not there.');
  const { name } = member;
  await recordAudit(
    tx,
    { actor: { kind: 'staff', id, name }, origin: from.origin },
    { action: told[link.purpose], subject: { kind: 'staff', id, label: name } },
  );
  tellDesk(tx, platform, `staff:${id}`);
  return letIn(tx, ports, member, { from, byLink: true });
}

function chosenBy({ name, email }: Given): { name: string; email: string } {
  if (name !== undefined && email !== undefined) return { name, email };
  throw new CodedError('request.invalid', {
    fields: {
      ...(name === undefined && { name: 'required' as const }),
      ...(email === undefined && { email: 'required' as const }),
    },
  });
}
