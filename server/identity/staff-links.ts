/** One-time links: how somebody of the company comes to a password without anybody else knowing it. */
import type { Db, Tx } from '../platform/database.ts';
import { newSecret } from '../platform/ids.ts';
import type { Platform } from '../platform/platform.ts';
import { hashSecret } from '../platform/secrets.ts';
import * as queries from './staff-links.queries.ts';

export type StaffLink = queries.StaffLink;

/** Hours. The first two are handed over and used when the person finds the time; a new password is wanted now. */
const life = { set_up: 72, invitation: 72, password_reset: 24 } as const;

export interface MadeLink {
  /** `<APP_URL>/admin/link#<secret>`: what stands behind the # reaches no server's log. Shown once, stored as a hash. */
  link: string;
  expiresAt: Date;
}

/**
 * Makes a one-time link; all earlier ones of the same person (for `set_up`: of nobody) are void.
 * Whether the person may have one (is not deactivated; `invitation` while there is no password,
 * `password_reset` after that) and the audit entry are the caller's matter.
 */
export async function makeStaffLink(
  tx: Tx,
  { config }: Pick<Platform, 'config'>,
  given: { purpose: 'invitation' | 'password_reset'; staffId: string } | { purpose: 'set_up' },
): Promise<MadeLink> {
  const secret = newSecret();
  const staffId = 'staffId' in given ? given.staffId : null;
  await queries.deleteLinks(tx, staffId);
  const expiresAt = await queries.insertLink(tx, {
    hash: hashSecret(secret),
    purpose: given.purpose,
    staffId,
    hours: life[given.purpose],
  });
  return { link: `${config.appUrl}/admin/link#${secret}`, expiresAt };
}

/** The link of this secret, if it can still be used: an administrator's set-up only while there is none. */
export function findStaffLink(db: Db, secret: string): Promise<StaffLink | undefined> {
  return queries.selectLink(db, hashSecret(secret));
}

/** Uses the link up: of all who come with it, one is told yes. */
export function takeStaffLink(tx: Tx, secret: string): Promise<boolean> {
  return queries.updateUsed(tx, hashSecret(secret));
}

/** Makes all links of a person void: the password has changed, or the person is shut out. */
export async function voidStaffLinks(tx: Tx, staffId: string): Promise<void> {
  await queries.deleteLinks(tx, staffId);
}
