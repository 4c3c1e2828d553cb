/** Every error that leaves the server has one of these codes; the number is its HTTP status. */
import { z } from 'zod';

export const errorStatus = {
  'request.invalid': 400,
  'request.not_json': 400,
  'request.too_large': 413,
  'request.unsupported_media': 415,
  'request.too_many': 429,
  'request.not_found': 404,
  'request.not_acceptable': 406,
  'request.forbidden': 403,
  'request.idempotency_conflict': 409,
  'server.failed': 500,
  'server.unavailable': 503,
  'session.required': 401,
  'session.ended': 401,
  'bot.secret_required': 401,
  'bot.door_shut': 401,
  'sign_up.not_found': 404,
  'sign_up.expired': 410,
  'sign_up.declined': 410,
  'sign_up.taken': 409,
  'sign_up.consent_required': 400,
  'code.wrong': 400,
  'code.expired': 410,
  'code.not_sent': 409,
  'code.no_tries_left': 429,
  'code.too_soon': 429,
  'code.no_codes_left': 429,
  'phone.invalid': 400,
  'phone.anonymous': 400,
  'sandbox.not_found': 404,
  'sandbox.refused': 400,
} as const;

export type ErrorCode = keyof typeof errorStatus;

const codes = Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]];

/** Why one field of a request was refused. The texts are translated by whoever shows them. */
export const fieldProblems = [
  'required',
  'too_short',
  'too_long',
  'control_characters',
  'malformed',
  'unknown',
] as const;
export type FieldProblem = (typeof fieldProblems)[number];

export const errorReply = z.object({
  error: z.object({
    code: z.enum(codes),
    /** In the caller's language, fit to be shown. */
    message: z.string(),
    /** Which fields were refused and why, by dotted path: `{ "name": "too_short" }`. */
    fields: z.record(z.string(), z.enum(fieldProblems)).optional(),
    /** Seconds to wait before trying again, where waiting helps. */
    retryAfter: z.number().int().optional(),
    /** How often a code may still be tried, where that is the matter. */
    triesLeft: z.number().int().optional(),
  }),
});
export type ErrorReply = z.output<typeof errorReply>;
