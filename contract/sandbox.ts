/** The person's side of the sandbox: what a page or a test does with its phones. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import {
  botCall,
  contactKind,
  fault,
  faultOrder,
  newPhone,
  sandboxChat,
  sandboxEvent,
  sandboxMessage,
  sandboxPhone,
  sandboxState,
  spinner,
} from './sandbox-shapes.ts';

const phoneParams = z.object({ phoneId: z.string() });
const messageParams = phoneParams.extend({ messageId: z.coerce.number().int() });
const messageText = z.string().min(1).max(4096);

export const sandboxAbout = endpoint({
  method: 'GET',
  path: '/sandbox/api/state',
  summary: 'The bot and the switches of the sandbox.',
  access: 'sandbox',
  reply: sandboxState,
});

export const sandboxSwitch = endpoint({
  method: 'PATCH',
  path: '/sandbox/api/state',
  summary: 'Turns switches of the sandbox.',
  access: 'sandbox',
  body: z.object({ limiter: z.boolean().optional(), knowsEveryone: z.boolean().optional() }),
  reply: sandboxState,
});

export const sandboxReset = endpoint({
  method: 'POST',
  path: '/sandbox/api/reset',
  summary:
    'Empties chats, waiting updates, faults and calls; the phones stay and have never started.',
  access: 'sandbox',
  reply: sandboxState,
});

export const sandboxPhones = endpoint({
  method: 'GET',
  path: '/sandbox/api/phones',
  summary: 'All phones, the oldest first.',
  access: 'sandbox',
  reply: z.object({ phones: z.array(sandboxPhone) }),
});

export const sandboxAddPhone = endpoint({
  method: 'POST',
  path: '/sandbox/api/phones',
  summary: 'Makes a phone that has never met the bot.',
  access: 'sandbox',
  body: newPhone,
  reply: sandboxPhone,
});

export const sandboxPhoneChat = endpoint({
  method: 'GET',
  path: '/sandbox/api/phones/:phoneId',
  summary: 'Everything that this phone shows.',
  access: 'sandbox',
  params: phoneParams,
  reply: sandboxChat,
});

export const sandboxStart = endpoint({
  method: 'POST',
  path: '/sandbox/api/phones/:phoneId/start',
  summary: 'Presses Start, with the parameter of a deep link where there is one; also unblocks.',
  access: 'sandbox',
  params: phoneParams,
  body: z.object({
    parameter: z
      .string()
      .regex(/^[\w-]{1,64}$/)
      .optional(),
  }),
  reply: sandboxMessage,
});

export const sandboxSendText = endpoint({
  method: 'POST',
  path: '/sandbox/api/phones/:phoneId/messages',
  summary: 'Sends a text to the bot.',
  access: 'sandbox',
  params: phoneParams,
  body: z.object({ text: messageText, replyTo: z.number().int().optional() }),
  reply: sandboxMessage,
});

export const sandboxEditText = endpoint({
  method: 'PATCH',
  path: '/sandbox/api/phones/:phoneId/messages/:messageId',
  summary: "Edits the person's own text, or the caption of an own file.",
  access: 'sandbox',
  params: messageParams,
  body: z.object({ text: messageText }),
  reply: sandboxMessage,
});

export const sandboxShareContact = endpoint({
  method: 'POST',
  path: '/sandbox/api/phones/:phoneId/contact',
  summary: 'Sends a contact card: the own one, or one of the ways to cheat.',
  access: 'sandbox',
  params: phoneParams,
  body: z.object({
    kind: contactKind.default('own'),
    /** A phone: whose card it is (`someone_else`), or from whom the own card is forwarded (`forwarded`); some other one when absent. */
    of: z.string().optional(),
  }),
  reply: sandboxMessage,
});

/** Sent as a form (`multipart/form-data`): the file as `file`, and perhaps `caption`, `as` (`photo` or `document`) and `replyTo`. */
export const sandboxSendFile = endpoint({
  method: 'POST',
  path: '/sandbox/api/phones/:phoneId/files',
  summary: 'Sends a document or a photo to the bot, at most 50 MB.',
  access: 'sandbox',
  params: phoneParams,
  reply: sandboxMessage,
});

/** Answers with the bytes; fit for `<img src>`. */
export const sandboxFile = endpoint({
  method: 'GET',
  path: '/sandbox/api/files/:fileId',
  summary: 'The bytes of a photo or document.',
  access: 'sandbox',
  params: z.object({ fileId: z.string() }),
});

export const sandboxPress = endpoint({
  method: 'POST',
  path: '/sandbox/api/phones/:phoneId/messages/:messageId/press',
  summary: 'Presses an inline button with a callback; its answer comes as an event.',
  access: 'sandbox',
  params: messageParams,
  body: z.object({ row: z.number().int().min(0), column: z.number().int().min(0) }),
  reply: spinner,
});

export const sandboxPressAgain = endpoint({
  method: 'POST',
  path: '/sandbox/api/phones/:phoneId/presses/:queryId/again',
  summary: 'What an app does that was closed before the answer: the same query in a new update.',
  access: 'sandbox',
  params: phoneParams.extend({ queryId: z.string() }),
  reply: spinner,
});

export const sandboxBlock = endpoint({
  method: 'POST',
  path: '/sandbox/api/phones/:phoneId/block',
  summary: 'Blocks the bot.',
  access: 'sandbox',
  params: phoneParams,
  reply: sandboxPhone,
});

export const sandboxUnblock = endpoint({
  method: 'POST',
  path: '/sandbox/api/phones/:phoneId/unblock',
  summary: 'Unblocks the bot without writing to it.',
  access: 'sandbox',
  params: phoneParams,
  reply: sandboxPhone,
});

export const sandboxDeactivate = endpoint({
  method: 'POST',
  path: '/sandbox/api/phones/:phoneId/deactivate',
  summary: 'Deletes the account of this phone, for good.',
  access: 'sandbox',
  params: phoneParams,
  reply: sandboxPhone,
});

export const sandboxFaults = endpoint({
  method: 'GET',
  path: '/sandbox/api/faults',
  summary: 'The ways in which Telegram fails at present, the first ordered first.',
  access: 'sandbox',
  reply: z.object({ faults: z.array(fault) }),
});

export const sandboxAddFault = endpoint({
  method: 'POST',
  path: '/sandbox/api/faults',
  summary: 'Makes Telegram fail; the first order that fits a call meets it.',
  access: 'sandbox',
  body: faultOrder,
  reply: fault,
});

export const sandboxClearFaults = endpoint({
  method: 'DELETE',
  path: '/sandbox/api/faults',
  summary: 'Ends one fault, or all of them.',
  access: 'sandbox',
  query: z.object({ id: z.string().optional() }),
  reply: z.object({ faults: z.array(fault) }),
});

export const sandboxCalls = endpoint({
  method: 'GET',
  path: '/sandbox/api/calls',
  summary:
    'The latest calls that the bot has made, the oldest first; getUpdates only when asked for.',
  access: 'sandbox',
  query: z.object({
    /** Only calls with a greater number. */
    after: z.coerce.number().int().optional(),
    method: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(200),
  }),
  reply: z.object({ calls: z.array(botCall) }),
});

export const sandboxEvents = endpoint({
  method: 'GET',
  path: '/sandbox/api/events',
  summary: 'What changes, for all phones in one stream.',
  access: 'sandbox',
  events: sandboxEvent,
});
