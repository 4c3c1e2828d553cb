/** What everybody does with what is their own: name, language, sessions; and staff with password and second factor. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { instant } from './pages.ts';
import { language, personName } from './person.ts';
import { newPassword } from './staff-session.ts';
import { timeZone } from './text.ts';

const done = z.object({ done: z.literal(true) });
const password = z.string().min(1, 'required').max(1000, 'too_long');

export const updateMe = endpoint({
  method: 'PATCH',
  path: '/api/me',
  summary: "Changes the viewer's own name, language or time zone.",
  access: 'self.write',
  body: z.strictObject({
    name: personName.optional(),
    language: language.optional(),
    /** Null: that of the browser. */
    timeZone: timeZone.nullable().optional(),
  }),
  reply: done,
});

export const sessionShape = z.object({
  id: z.string(),
  /** Family and system: "Firefox, Windows". */
  browser: z.string(),
  current: z.boolean(),
  createdAt: instant,
  /** When it was last renewed: at most 15 minutes behind. */
  usedAt: instant,
});

export const mySessions = endpoint({
  method: 'GET',
  path: '/api/me/sessions',
  summary: 'Where the viewer is signed in.',
  access: 'self.write',
  reply: z.object({ items: z.array(sessionShape) }),
});

export const endMySession = endpoint({
  method: 'POST',
  path: '/api/me/sessions/:sessionId/end',
  summary: 'Signs the viewer out somewhere else, at once.',
  access: 'self.write',
  params: z.object({ sessionId: z.uuid() }),
  reply: done,
});

export const endMyOtherSessions = endpoint({
  method: 'POST',
  path: '/api/me/sessions/end-others',
  summary: 'Signs the viewer out everywhere but here.',
  access: 'self.write',
  reply: z.object({ ended: z.number().int() }),
});

export const confirmPassword = endpoint({
  method: 'POST',
  path: '/api/me/confirm',
  summary: 'Gives the password again; sensitive changes are open for ten minutes after it.',
  access: 'staff_self.write',
  repeatable: false,
  body: z.object({ password }),
  reply: z.object({ until: instant }),
});

export const changePassword = endpoint({
  method: 'POST',
  path: '/api/me/password',
  summary: 'Changes the password and ends all other sessions.',
  access: 'staff_self.write',
  repeatable: false,
  body: z.object({ current: password, next: newPassword }),
  reply: done,
});

export const beginTotp = endpoint({
  method: 'POST',
  path: '/api/me/totp/begin',
  summary: 'A new secret for an authenticator app; it counts once a code of it was given.',
  access: 'staff_self.write',
  sensitive: true,
  reply: z.object({
    secret: z.string(),
    /** `otpauth://…` */
    uri: z.string(),
    /** A PNG as a data URL. */
    qrCode: z.string(),
  }),
});

const recoveryCodes = z.object({
  /** Shown once; each works once. */
  recoveryCodes: z.array(z.string()),
});

export const enableTotp = endpoint({
  method: 'POST',
  path: '/api/me/totp/enable',
  summary: 'Switches the second factor on with a first code.',
  access: 'staff_self.write',
  sensitive: true,
  body: z.object({ code: z.string().min(1, 'required').max(20, 'too_long') }),
  reply: recoveryCodes,
});

export const renewRecoveryCodes = endpoint({
  method: 'POST',
  path: '/api/me/totp/recovery-codes',
  summary: 'New recovery codes; the old ones are void.',
  access: 'staff_self.write',
  sensitive: true,
  reply: recoveryCodes,
});

export const disableTotp = endpoint({
  method: 'POST',
  path: '/api/me/totp/disable',
  summary: 'Switches the second factor off.',
  access: 'staff_self.write',
  sensitive: true,
  reply: done,
});
