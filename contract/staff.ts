/** The company's own people, and the tokens of its programs. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { instant } from './pages.ts';
import { roles, scopes } from './permissions.ts';
import { personName } from './person.ts';
import { sessionShape } from './profile.ts';
import { email, line } from './text.ts';

export const role = z.enum(roles);

/** Which tickets an agent sees: all, or those assigned to them and those of nobody. Admins see all. */
export const sees = z.enum(['all', 'own']);

const staffParams = z.object({ staffId: z.uuid() });
const done = z.object({ done: z.literal(true) });

export const staffShape = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  sees,
  /** `invited`: has not used the link yet. */
  state: z.enum(['active', 'invited', 'deactivated']),
  totp: z.boolean(),
  createdAt: instant,
  seenAt: instant.optional(),
});

/** A one-time link, shown to the admin who made it and to nobody else. */
const madeLink = z.object({ staffId: z.string(), link: z.string(), expiresAt: instant });

export const colleagues = endpoint({
  method: 'GET',
  path: '/api/colleagues',
  summary: 'Who can be given a ticket.',
  access: 'colleagues.read',
  reply: z.object({
    items: z.array(z.object({ id: z.string(), name: z.string(), role, active: z.boolean() })),
  }),
});

export const listStaff = endpoint({
  method: 'GET',
  path: '/api/staff',
  summary: 'All staff, the invited and the deactivated too.',
  access: 'staff.manage',
  reply: z.object({ items: z.array(staffShape) }),
});

export const inviteStaff = endpoint({
  method: 'POST',
  path: '/api/staff',
  summary: 'Adds a colleague and makes the one-time link to be handed over.',
  access: 'staff.manage',
  sensitive: true,
  body: z.object({ name: personName, email, role, sees }),
  reply: madeLink,
});

export const updateStaff = endpoint({
  method: 'PATCH',
  path: '/api/staff/:staffId',
  summary: 'Changes a colleague. The last active admin stays one.',
  access: 'staff.manage',
  sensitive: true,
  params: staffParams,
  body: z.strictObject({
    name: personName.optional(),
    email: email.optional(),
    role: role.optional(),
    sees: sees.optional(),
  }),
  reply: done,
});

export const makeStaffLink = endpoint({
  method: 'POST',
  path: '/api/staff/:staffId/link',
  summary: 'A new one-time link: an invitation again, or a new password. Earlier ones are void.',
  access: 'staff.manage',
  sensitive: true,
  params: staffParams,
  reply: madeLink,
});

export const deactivateStaff = endpoint({
  method: 'POST',
  path: '/api/staff/:staffId/deactivate',
  summary: 'Shuts a colleague out: sessions and streams end at once, tickets become nobody’s.',
  access: 'staff.manage',
  sensitive: true,
  params: staffParams,
  reply: done,
});

export const activateStaff = endpoint({
  method: 'POST',
  path: '/api/staff/:staffId/activate',
  summary: 'Lets a deactivated colleague in again.',
  access: 'staff.manage',
  sensitive: true,
  params: staffParams,
  reply: done,
});

export const staffSessions = endpoint({
  method: 'GET',
  path: '/api/staff/:staffId/sessions',
  summary: 'Where a colleague is signed in.',
  access: 'staff.manage',
  params: staffParams,
  reply: z.object({ items: z.array(sessionShape) }),
});

export const endStaffSessions = endpoint({
  method: 'POST',
  path: '/api/staff/:staffId/sessions/end',
  summary: 'Signs a colleague out everywhere.',
  access: 'staff.manage',
  sensitive: true,
  params: staffParams,
  reply: z.object({ ended: z.number().int() }),
});

/** At most so many that work: all of them are listed in one reply, for what is not listed is not revoked. */
export const mostTokens = 100;

export const integrationTokens = endpoint({
  method: 'GET',
  path: '/api/integration-tokens',
  summary: 'The tokens of programs; never their secrets.',
  access: 'tokens.manage',
  reply: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        scopes: z.array(z.enum(scopes)),
        createdAt: instant,
        createdBy: z.string(),
        usedAt: instant.optional(),
        revokedAt: instant.optional(),
      }),
    ),
  }),
});

export const makeIntegrationToken = endpoint({
  method: 'POST',
  path: '/api/integration-tokens',
  summary: 'Makes a token; the secret is in this reply and nowhere else.',
  access: 'tokens.manage',
  sensitive: true,
  body: z.object({
    name: line({ min: 2, max: 64 }),
    scopes: z.array(z.enum(scopes)).min(1, 'required').max(scopes.length),
  }),
  reply: z.object({ id: z.string(), token: z.string() }),
});

export const revokeIntegrationToken = endpoint({
  method: 'POST',
  path: '/api/integration-tokens/:tokenId/revoke',
  summary: 'Ends a token at once. Repeating it does no harm.',
  access: 'tokens.manage',
  sensitive: true,
  params: z.object({ tokenId: z.uuid() }),
  reply: done,
});
