/** How a client signs up and comes back: name, waiting page, contact in the bot, code. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { givenPhone, language, personName, telegramId } from './person.ts';

/** Any string is a possible id; malformed, foreign and unknown ones get one and the same 404. */
const sessionId = z.string().max(10_000);

export const signUpStatus = z.enum(['pending', 'contact_received', 'code_sent']);

/** Why a sign-up came to its end without a sign-in: the person declined, its time ran out, or the person's newer link took its place. */
export const signUpEnd = z.enum(['declined', 'expired', 'taken']);

/** What the browser that began a sign-up may know of it. Times are ISO 8601. */
export const signUpState = z.object({
  status: signUpStatus,
  /** E.164, once the contact was shared. */
  phone: z.string().optional(),
  customerId: z.string().optional(),
  ended: signUpEnd.optional(),
  /** Somebody has opened the link in Telegram. */
  opened: z.boolean().optional(),
  /** `unreachable`: Telegram refuses to deliver to this person (blocked bot). `uncertain`: perhaps delivered; ask for a new code if it is not there. */
  delivery: z.enum(['waiting', 'delivered', 'unreachable', 'uncertain', 'failed']).optional(),
  /** Tries left for the present code, codes left for this sign-up. */
  triesLeft: z.number().int().optional(),
  codesLeft: z.number().int().optional(),
  /** When the next code may be asked for. */
  resendAt: z.string().optional(),
  codeExpiresAt: z.string().optional(),
  expiresAt: z.string(),
  /** The server's time when this was written, so that a browser with a wrong clock counts down rightly. */
  now: z.string(),
});
export type SignUpState = z.output<typeof signUpState>;

export const about = endpoint({
  method: 'GET',
  path: '/auth/about',
  summary: 'What the sign-up page shows before anybody is known.',
  access: 'anyone',
  reply: z.object({
    companyName: z.string(),
    botUsername: z.string(),
    consent: z.object({ version: z.string(), text: z.string(), url: z.string().optional() }),
    /** Set while the sandbox stands in for Telegram. */
    sandbox: z.object({ production: z.boolean() }).optional(),
  }),
});

export const registerByTelegram = endpoint({
  method: 'POST',
  path: '/auth/register/telegram',
  summary: 'Begins a sign-up: the reply holds the link that opens the bot.',
  access: 'anyone',
  body: z.object({
    name: personName,
    language: language.optional(),
    /** This browser's sign-up that the new link takes the place of; any other is left alone. */
    replaces: sessionId.optional(),
  }),
  reply: z.object({
    /** `tg_<ms>_<43 characters>`: the public handle, also the link's `start` parameter. */
    sessionId: z.string(),
    botUsername: z.string(),
    telegramLink: z.string(),
    /** The same link as a PNG data URL. */
    qrCode: z.string(),
    status: z.literal('pending'),
    expiresAt: z.string(),
  }),
});

export const checkStatus = endpoint({
  method: 'POST',
  path: '/auth/telegram/check-status',
  summary:
    'How far the sign-up is. Meant to be asked every 3 seconds where the stream does not work.',
  access: 'browser',
  body: z.object({ sessionId }),
  reply: signUpState,
});

export const signUpEvents = endpoint({
  method: 'GET',
  path: '/auth/telegram/events',
  summary: 'The replies of check-status, pushed as they change.',
  access: 'browser',
  query: z.object({ sessionId }),
  events: signUpState,
});

export const resendCode = endpoint({
  method: 'POST',
  path: '/auth/telegram/resend',
  summary: 'Sends a new code and ends the one before; three codes a sign-up, 30 seconds apart.',
  access: 'browser',
  body: z.object({ sessionId }),
  reply: signUpState,
});

export const codeLength = 6;

export const verifyCode = endpoint({
  method: 'POST',
  path: '/auth/verify',
  summary: 'Compares the code and opens a session; the refresh cookie comes with the reply.',
  access: 'browser',
  body: z.object({ sessionId, code: z.string().regex(/^\d{6}$/, 'malformed') }),
  reply: z.object({
    /** A JWT good for 15 minutes, sent as `Authorization: Bearer`. */
    token: z.string(),
    client: z.object({ id: z.string(), name: z.string(), phone: z.string() }),
  }),
});

export const shareContact = endpoint({
  method: 'POST',
  path: '/telegram/contact',
  summary: 'A bot that runs elsewhere reports a contact that it has verified itself.',
  access: 'bot',
  body: z.object({
    sessionId,
    phone: givenPhone,
    telegramId,
    telegramUsername: z
      .string()
      .regex(/^\w{4,32}$/, 'malformed')
      .nullish(),
  }),
  reply: z.object({ status: signUpStatus }),
});
