/** The doctor: how the tie to Telegram is, and what to do about what is wrong. */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { instant } from './pages.ts';

/** What the doctor may find, each with its level: `warn` works but not as it should, `problem` does not work. */
export const findingLevels = {
  'token.ok': 'ok',
  'token.refused': 'problem',
  'token.unreachable': 'problem',
  'name.differs': 'problem',
  'receiving.ok': 'ok',
  'receiving.external': 'ok',
  'receiving.never': 'problem',
  'receiving.silent': 'problem',
  'receiving.conflict': 'problem',
  'receiving.failing': 'problem',
  'webhook.ok': 'ok',
  'webhook.while_polling': 'problem',
  'webhook.missing': 'problem',
  'webhook.elsewhere': 'problem',
  'webhook.failing': 'warn',
  'webhook.backlog': 'warn',
  'sending.ok': 'ok',
  'sending.held': 'problem',
  'sending.paused': 'warn',
  'sending.restored': 'problem',
  'sending.slow': 'warn',
  'deliveries.failed': 'warn',
  'people.ok': 'ok',
  'people.blocked': 'ok',
  'updates.parked': 'warn',
  'database.failing': 'problem',
  'time.off': 'warn',
  'address.private': 'warn',
  'sandbox.on': 'ok',
} as const;
export type FindingCode = keyof typeof findingLevels;

/** Where there is something to do. */
export type AdvisedCode = {
  [Code in FindingCode]: (typeof findingLevels)[Code] extends 'ok' ? never : Code;
}[FindingCode];

const codes = Object.keys(findingLevels) as [FindingCode, ...FindingCode[]];

const finding = z.object({
  code: z.enum(codes),
  level: z.enum(['ok', 'warn', 'problem']),
  /** What the sentence about it is filled with: counts, seconds, Telegram's own words. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Finding = z.output<typeof finding>;

export const doctorReport = z.object({
  checkedAt: instant,
  /** Without the @; missing while Telegram has never said it. */
  bot: z.object({ username: z.string(), name: z.string().optional() }),
  mode: z.enum(['polling', 'webhook', 'external']),
  receiving: z.object({
    /** This instance is the one that receives; another one may. */
    here: z.boolean(),
    answerAgeSeconds: z.number().int().optional(),
    lastError: z.string().optional(),
    lastErrorAt: instant.optional(),
  }),
  /** As Telegram has it; missing while it does not answer. */
  webhook: z
    .object({
      /** Without its path. */
      host: z.string().optional(),
      pending: z.number().int(),
      ownCertificate: z.boolean(),
      lastError: z.string().optional(),
      lastErrorAt: instant.optional(),
    })
    .optional(),
  sending: z.object({
    waiting: z.number().int(),
    /** Of what could go out and has not. */
    oldestSeconds: z.number().int().optional(),
    inFlight: z.number().int(),
    heldUntil: instant.optional(),
    heldReason: z.string().optional(),
  }),
  /** People who have blocked the bot. */
  blocked: z.number().int(),
  parked: z.number().int(),
  /** The worst first. */
  findings: z.array(finding),
});
export type DoctorReport = z.output<typeof doctorReport>;

export const examineTelegram = endpoint({
  method: 'GET',
  path: '/api/telegram/doctor',
  summary:
    'How the tie to Telegram is, asked from Telegram itself: facts, and findings with a level.',
  access: 'telegram.check',
  reply: doctorReport,
});

export const sendSelfTest = endpoint({
  method: 'POST',
  path: '/api/telegram/doctor/self-test',
  summary: "Sends a message to one's own Telegram through the ledger; its delivery tells the rest.",
  access: 'telegram.check',
  reply: z.object({ deliveryId: z.string() }),
});

/** What somebody sent that could not be worked off: what it was, and none of its words. */
export const parkedKinds = [
  'text',
  'command',
  'contact',
  'photo',
  'document',
  'voice',
  'other_message',
  'edited',
  'button',
  'member',
  'unknown',
] as const;
export type ParkedKind = (typeof parkedKinds)[number];

export const listParked = endpoint({
  method: 'GET',
  path: '/api/telegram/doctor/parked',
  summary:
    'Updates that failed again and again, the oldest first: when, of what kind, and the error.',
  access: 'telegram.check',
  reply: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        receivedAt: instant,
        kind: z.enum(parkedKinds),
        error: z.string(),
        /** Whose chat it came from, where somebody is connected there. */
        people: z.array(
          z.object({ kind: z.enum(['client', 'staff']), id: z.string(), name: z.string() }),
        ),
      }),
    ),
    /** There are more than these. */
    more: z.boolean(),
  }),
});

const parkedParams = z.object({ parkedId: z.string().regex(/^\d{1,15}$/) });

export const retryParked = endpoint({
  method: 'POST',
  path: '/api/telegram/doctor/parked/:parkedId/retry',
  summary: 'Lets the bot try a parked update again.',
  access: 'telegram.check',
  params: parkedParams,
  reply: z.object({ done: z.literal(true) }),
});

export const discardParked = endpoint({
  method: 'POST',
  path: '/api/telegram/doctor/parked/:parkedId/discard',
  summary: 'Gives a parked update up; its words are forgotten.',
  access: 'telegram.check',
  params: parkedParams,
  reply: z.object({ done: z.literal(true) }),
});
