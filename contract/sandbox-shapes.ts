/** What the person's side of the sandbox shows: phones, their chats, faults, calls, and what changes. */
import { z } from 'zod';

/** Where the chat of a phone with the bot stands. Only `started` receives. */
export const chatState = z.enum(['never_started', 'started', 'blocked', 'deactivated']);

export const sandboxPhone = z.object({
  /** Opaque: not the Telegram id. */
  id: z.string(),
  firstName: z.string(),
  lastName: z.string().optional(),
  username: z.string().optional(),
  /** As the phone puts it on a contact card: with or without the plus. */
  phoneNumber: z.string(),
  languageCode: z.string(),
  /** Of the avatar, as `#rrggbb`. */
  color: z.string(),
  chat: chatState,
});
export type SandboxPhone = z.output<typeof sandboxPhone>;

/** Offsets and lengths count UTF-16 units, as in the Bot API. */
export const messageEntity = z.object({
  /** `bold`, `code`, `text_link`, … */
  type: z.string(),
  offset: z.number().int(),
  length: z.number().int(),
  /** Of a `text_link`. */
  url: z.string().optional(),
  /** Of a `pre`. */
  language: z.string().optional(),
});

const buttonStyle = z.enum(['danger', 'success', 'primary']).optional();

export const inlineButton = z.object({
  text: z.string(),
  style: buttonStyle,
  /** `callback`: press it by the endpoint; `url`: open; `copy`: put on the clipboard; `disabled`: grey. */
  action: z.enum(['callback', 'url', 'copy', 'disabled']),
  url: z.string().optional(),
  copyText: z.string().optional(),
});
export type InlineButton = z.output<typeof inlineButton>;

/** The reply keyboard that stands below the chat. Pressing a plain button sends its text. */
export const replyKeyboard = z.object({
  rows: z.array(
    z.array(z.object({ text: z.string(), requestContact: z.boolean(), style: buttonStyle })),
  ),
  resize: z.boolean(),
  oneTime: z.boolean(),
  /** A one-time keyboard that has been used: apps fold it away and let the person open it again. */
  folded: z.boolean(),
  placeholder: z.string().optional(),
});
export type ReplyKeyboard = z.output<typeof replyKeyboard>;

const file = z.object({
  /** For `sandboxFile`. */
  id: z.string(),
  /** Bytes. */
  size: z.number().int(),
  name: z.string().optional(),
  mimeType: z.string().optional(),
});

export const sandboxMessage = z.object({
  id: z.number().int(),
  from: z.enum(['bot', 'person']),
  /** ISO 8601, as are all times here. */
  date: z.string(),
  editedAt: z.string().optional(),
  /** The text, or the caption of a photo or document. */
  text: z.string().optional(),
  entities: z.array(messageEntity),
  replyTo: z.number().int().optional(),
  forwarded: z.boolean().optional(),
  /** Emoji that the bot has put under the message. */
  reactions: z.array(z.string()),
  contact: z
    .object({ phoneNumber: z.string(), firstName: z.string(), lastName: z.string().optional() })
    .optional(),
  photo: file.optional(),
  document: file.optional(),
  buttons: z.array(z.array(inlineButton)).optional(),
});
export type SandboxMessage = z.output<typeof sandboxMessage>;

/** A pressed button that the bot has not answered yet: it spins. */
export const spinner = z.object({
  queryId: z.string(),
  messageId: z.number().int(),
  row: z.number().int(),
  column: z.number().int(),
});

export type SandboxSpinner = z.output<typeof spinner>;

export const sandboxChat = z.object({
  phone: sandboxPhone,
  messages: z.array(sandboxMessage),
  keyboard: replyKeyboard.optional(),
  commands: z.array(z.object({ command: z.string(), description: z.string() })),
  spinners: z.array(spinner),
});
export type SandboxChat = z.output<typeof sandboxChat>;

export const sandboxState = z.object({
  bot: z.object({ id: z.number(), name: z.string(), username: z.string() }),
  /** A red banner belongs on the page. */
  production: z.boolean(),
  /** Telegram's limits: 1 a second and chat (bursts of 5, a guess), 20 a minute and group, 30 a second in all. */
  limiter: z.boolean(),
  /** An id that was never seen counts as somebody who has pressed Start. */
  knowsEveryone: z.boolean(),
  receives: z.enum(['polling', 'webhook']),
  /** Updates that the bot has not taken yet. */
  waitingUpdates: z.number().int(),
});
export type SandboxState = z.output<typeof sandboxState>;

/**
 * A way for Telegram to fail. `before`: the call has no effect; `after`: it takes effect and then its answer fails.
 * `error` answers `code`, `drop` closes the socket, `hang` never answers, `delay` answers late,
 * `bad_gateway` answers 502 (504 where `code` says so) with a body that is not JSON.
 */
export const faultOrder = z.object({
  /** Of the Bot API, in any case; every method when absent. */
  method: z.string().min(1).optional(),
  /** Only calls for this phone. */
  phoneId: z.string().optional(),
  action: z.enum(['error', 'drop', 'hang', 'delay', 'bad_gateway']),
  mode: z.enum(['before', 'after']).default('before'),
  code: z.number().int().min(400).max(599).default(500),
  description: z.string().optional(),
  /** Seconds; also sent as the header of a 429. */
  retryAfter: z.number().int().positive().optional(),
  delayMs: z.number().int().min(0).max(600_000).default(1000),
  /** How many calls it meets before it is over; without end when absent. */
  times: z.number().int().positive().optional(),
});
export type FaultOrder = z.input<typeof faultOrder>;

export const fault = faultOrder.extend({
  id: z.string(),
  /** How many calls it has met. */
  met: z.number().int(),
});
export type Fault = z.output<typeof fault>;

/** One call of the Bot API, without the token. */
export const botCall = z.object({
  /** Rises by one with every call. */
  number: z.number().int(),
  at: z.string(),
  method: z.string(),
  phoneId: z.string().optional(),
  params: z.record(z.string(), z.unknown()),
  /** Absent where no answer was given (yet). */
  status: z.number().int().optional(),
  description: z.string().optional(),
  retryAfter: z.number().int().optional(),
  /** A fault stepped in. */
  fault: z.string().optional(),
});
export type BotCall = z.output<typeof botCall>;

/** What changes, for all phones in one stream. After `ready` (each time the stream opens) read everything again. */
export const sandboxEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  /** Switches, faults, the bot's commands, or everything (after a reset). */
  z.object({ type: z.literal('state') }),
  /** Made or changed. */
  z.object({ type: z.literal('phone'), phone: sandboxPhone }),
  /** New, or changed in any way: put it in the place of the one with its id. */
  z.object({ type: z.literal('message'), phoneId: z.string(), message: sandboxMessage }),
  z.object({
    type: z.literal('message_deleted'),
    phoneId: z.string(),
    messageId: z.number().int(),
  }),
  /** No `keyboard`: it was removed. */
  z.object({
    type: z.literal('keyboard'),
    phoneId: z.string(),
    keyboard: replyKeyboard.optional(),
  }),
  z.object({ type: z.literal('pressed'), phoneId: z.string(), spinner }),
  /** The spinner ends; `text` is shown as a toast, or as a dialog when `alert`. */
  z.object({
    type: z.literal('press_answered'),
    phoneId: z.string(),
    queryId: z.string(),
    messageId: z.number().int(),
    text: z.string().optional(),
    alert: z.boolean(),
    url: z.string().optional(),
  }),
  /** Shown for about 5 seconds, or until a message comes. */
  z.object({ type: z.literal('typing'), phoneId: z.string(), action: z.string() }),
]);
export type SandboxEvent = z.output<typeof sandboxEvent>;

/** `own` proves; the others are what a cheat (or an odd app) sends. */
export const contactKind = z.enum([
  'own',
  'someone_else',
  'forwarded',
  'without_user_id',
  'edited',
]);
export type ContactKind = z.output<typeof contactKind>;

export const newPhone = z.object({
  firstName: z.string().min(1).max(64),
  lastName: z.string().max(64).optional(),
  username: z
    .string()
    .regex(/^\w{4,32}$/)
    .optional(),
  /** A free one is chosen when absent. */
  phoneNumber: z
    .string()
    .regex(/^\+?\d{7,15}$/)
    .optional(),
  languageCode: z.string().max(16).default('ru'),
});
export type NewPhone = z.input<typeof newPhone>;
