/** Tells a newcomer on this machine how to enter as each of the demonstration's staff. */
import { inArray } from 'drizzle-orm';
import { sandboxStaff } from '../../contract/staff-session.ts';
import { isPassword } from '../identity/identity.ts';
import { staff } from '../identity/staff.tables.ts';
import { CodedError } from '../platform/errors.ts';
import { type Http, route } from '../platform/http.ts';
import { isLocalRequest } from '../platform/http-local.ts';
import type { Platform } from '../platform/platform.ts';
import { staffCast } from './people.ts';

/** Only where the sandbox is. */
export function registerCastRoutes(http: Http, { database }: Platform): void {
  // By what is stored: a password that somebody has changed is not shown, and comparing costs time.
  const known = new Map<string, boolean>();

  route(http, sandboxStaff, async ({ request }) => {
    if (!isLocalRequest(request)) throw new CodedError('request.not_found');
    const emails = staffCast.map(({ email }) => email);
    const stored = await database.handle
      .select({ email: staff.email, password: staff.password, deactivatedAt: staff.deactivatedAt })
      .from(staff)
      .where(inArray(staff.email, emails));
    const items = [];
    for (const { name, role, email, password } of staffCast) {
      const now = stored.find((member) => member.email === email && !member.deactivatedAt);
      if (now?.password && (await stillFits(password, now.password))) {
        items.push({ name, role, email, password });
      }
    }
    return { items };
  });

  async function stillFits(password: string, stored: string): Promise<boolean> {
    const fits = known.get(stored) ?? (await isPassword(password, stored));
    known.set(stored, fits);
    return fits;
  }
}
