/** How staff get in: e-mail and password, a second factor, one-time links. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { instant } from './pages.ts';
import { roles } from './permissions.ts';
import { language, personName } from './person.ts';
import { email } from './text.ts';

export const passwordLength = { min: 12, max: 256 } as const;

/** A new password. Whether it is one of the commonest is the server's to say (`too_common`). */
export const newPassword = z
  .string()
  .min(passwordLength.min, 'too_short')
  .max(passwordLength.max, 'too_long');

const givenPassword = z.string().min(1, 'required').max(1000, 'too_long');
const secretText = z.string().min(1, 'required').max(2000);

/** `telegram`: a code sent to the member's own chat with the bot. */
export const secondFactor = z.enum(['totp', 'recovery', 'telegram']);

/** Either a token, or what is still needed: the challenge lives five minutes. */
const signInReply = z.object({
  token: z.string().optional(),
  second: z.object({ challenge: z.string(), ways: z.array(secondFactor) }).optional(),
});

export const staffSignIn = endpoint({
  method: 'POST',
  path: '/auth/staff/sign-in',
  summary: 'Signs a member of staff in, or asks for the second factor.',
  access: 'anyone',
  body: z.object({ email: email, password: givenPassword }),
  reply: signInReply,
});

export const staffSecondFactor = endpoint({
  method: 'POST',
  path: '/auth/staff/second-factor',
  summary: 'The second factor: a code of the authenticator, a recovery code, or one from Telegram.',
  access: 'anyone',
  body: z.object({
    challenge: secretText,
    way: secondFactor,
    code: z.string().min(1, 'required').max(40, 'too_long'),
  }),
  reply: z.object({ token: z.string() }),
});

export const staffTelegramCode = endpoint({
  method: 'POST',
  path: '/auth/staff/telegram-code',
  summary: 'Sends the code to the chat of the member of staff, where there is one.',
  access: 'anyone',
  body: z.object({ challenge: secretText }),
  reply: z.object({ sent: z.literal(true) }),
});

export const refreshStaffSession = endpoint({
  method: 'POST',
  path: '/auth/staff/refresh',
  summary: "Trades the staff's refresh cookie for a new token and a new cookie.",
  access: 'refresh',
  reply: z.object({ token: z.string() }),
});

export const staffLogout = endpoint({
  method: 'POST',
  path: '/auth/staff/logout',
  summary: "Ends the staff's session of this browser on every instance. Repeating it does no harm.",
  access: 'anyone',
  reply: z.object({ ended: z.literal(true) }),
});

/** What a one-time link is for: the first administrator, a new colleague, a forgotten password. */
export const linkPurpose = z.enum(['set_up', 'invitation', 'password_reset']);

export const readStaffLink = endpoint({
  method: 'POST',
  path: '/auth/staff/link',
  summary:
    'What a one-time link is for. The secret stands behind the # of the page, and here in the body.',
  access: 'anyone',
  body: z.object({ secret: secretText }),
  reply: z.object({
    purpose: linkPurpose,
    /** Missing where the person chooses them: the first administrator. */
    name: z.string().optional(),
    email: z.string().optional(),
    role: z.enum(roles),
    expiresAt: instant,
  }),
});

export const acceptStaffLink = endpoint({
  method: 'POST',
  path: '/auth/staff/link/accept',
  summary: 'Uses a one-time link: sets the password and signs in, or asks for the second factor.',
  access: 'anyone',
  body: z.object({
    secret: secretText,
    password: newPassword,
    /** Needed where the link says none. */
    name: personName.optional(),
    email: email.optional(),
    language: language.optional(),
  }),
  reply: signInReply,
});

/** The staff of the demonstration, so that a newcomer can enter as each. Only in the sandbox, only on this machine. */
export const sandboxStaff = endpoint({
  method: 'GET',
  path: '/sandbox/api/staff',
  summary: 'How to enter as the staff of the demonstration.',
  access: 'sandbox',
  reply: z.object({
    items: z.array(
      z.object({
        name: z.string(),
        role: z.enum(roles),
        email: z.string(),
        password: z.string(),
      }),
    ),
  }),
});
