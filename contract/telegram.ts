/** The chat where one's own news goes: a link is made, opened in Telegram, confirmed by the browser that asked. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { noticeState } from './notices.ts';
import { instant } from './pages.ts';

/** The state of the tie between a person and a Telegram chat. */
export const connectionState = z.enum(['none', 'connected', 'blocked']);

const madeLink = z.object({
  link: z.string(),
  /** The link as a PNG data URL. */
  qrCode: z.string(),
  expiresAt: instant,
});

/** Shown to the session that asked for the link, and to no other. */
const pendingLink = z.object({
  /** Names the link in `confirm`; opens nothing. */
  id: z.string(),
  /**
   * - `waiting`: nobody has opened it
   * - `opened`: by this Telegram user; the browser is to confirm
   * - `chat_to_agree`: the chat brings somebody else's news, and has not agreed to move
   */
  state: z.enum(['waiting', 'opened', 'chat_to_agree']),
  expiresAt: instant,
  /** The server's clock, by which the time runs out. */
  now: instant,
  /** Of whoever has opened it, without the @. */
  username: z.string().optional(),
  name: z.string().optional(),
});

const status = z.object({
  connected: z.boolean(),
  state: connectionState,
  username: z.string().optional(),
  connectedAt: z.string().optional(),
  pending: pendingLink.optional(),
});

const answer = z.object({
  /** Whether the Telegram user that was shown is the viewer's own. */
  accept: z.boolean(),
  /** What was shown; without it the latest. Another link is not confirmed by mistake. */
  id: z.string().max(64).optional(),
});

const disconnected = z.object({ connected: z.literal(false) });
const sent = z.object({ noticeId: z.string(), state: noticeState });

export const clientTelegramLink = endpoint({
  method: 'POST',
  path: '/api/telegram/client/generate-link',
  summary: 'A one-time link and its QR code, good for 15 minutes; an earlier one ends.',
  access: 'my.telegram',
  repeatable: false,
  reply: madeLink,
});

export const clientTelegramStatus = endpoint({
  method: 'GET',
  path: '/api/telegram/client/status',
  summary: 'Whether news reaches this client in Telegram, and what has become of the link.',
  access: 'my.telegram',
  reply: status,
});

export const clientTelegramConfirm = endpoint({
  method: 'POST',
  path: '/api/telegram/client/confirm',
  summary: 'Connects the Telegram user that `status` shows, or says that it is somebody else.',
  access: 'my.telegram',
  body: answer,
  reply: status,
});

export const clientTelegramCancel = endpoint({
  method: 'POST',
  path: '/api/telegram/client/cancel-link',
  summary: 'Ends the link that is under way. Repeating it does no harm.',
  access: 'my.telegram',
  reply: status,
});

export const clientTelegramDisconnect = endpoint({
  method: 'POST',
  path: '/api/telegram/client/disconnect',
  summary: 'Ends the news in Telegram at once. Repeating it does no harm.',
  access: 'my.telegram',
  reply: disconnected,
});

export const clientTelegramTest = endpoint({
  method: 'POST',
  path: '/api/telegram/client/test',
  summary: 'Sends a message to the connected chat, to see that it arrives.',
  access: 'my.telegram',
  reply: sent,
});

export const staffTelegramLink = endpoint({
  method: 'POST',
  path: '/api/telegram/user/generate-link',
  summary: 'The same link for a member of staff.',
  access: 'staff_self.telegram',
  repeatable: false,
  reply: madeLink,
});

export const staffTelegramStatus = endpoint({
  method: 'GET',
  path: '/api/telegram/user/status',
  summary:
    'Whether news reaches this member of staff in Telegram, and what has become of the link.',
  access: 'staff_self.telegram',
  reply: status,
});

export const staffTelegramConfirm = endpoint({
  method: 'POST',
  path: '/api/telegram/user/confirm',
  summary: 'Connects the Telegram user that `status` shows, or says that it is somebody else.',
  access: 'staff_self.telegram',
  // Codes of the second factor go to the chat.
  sensitive: true,
  body: answer,
  reply: status,
});

export const staffTelegramCancel = endpoint({
  method: 'POST',
  path: '/api/telegram/user/cancel-link',
  summary: 'Ends the link that is under way. Repeating it does no harm.',
  access: 'staff_self.telegram',
  reply: status,
});

export const staffTelegramDisconnect = endpoint({
  method: 'POST',
  path: '/api/telegram/user/disconnect',
  summary: 'Ends the news in Telegram at once, and codes of the second factor with it.',
  access: 'staff_self.telegram',
  sensitive: true,
  reply: disconnected,
});

export const staffTelegramTest = endpoint({
  method: 'POST',
  path: '/api/telegram/user/test',
  summary: 'Sends a message to the connected chat, to see that it arrives.',
  access: 'staff_self.telegram',
  reply: sent,
});
