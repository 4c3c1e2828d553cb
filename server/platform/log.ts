/** The log, by allow-list: what is not named here does not get in. No query strings, SQL parameters, tokens, codes, phone numbers or Telegram ids. */
import { type DestinationStream, type Logger, pino } from 'pino';
import { CodedError } from './errors.ts';

export type Log = Logger;

/** Writes JSON lines to `destination` (standard output when none is given). */
export function newLog(level: string, destination?: DestinationStream): Log {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: {
        err: describeError,
        error: describeError,
        req: describeRequest,
        res: () => undefined,
      },
      hooks: {
        logMethod(given, method) {
          const cleaned = given.map((part) => (typeof part === 'string' ? scrub(part) : part));
          method.apply(this, cleaned as Parameters<typeof method>);
        },
      },
    },
    destination ?? pino.destination(1),
  );
}

interface ErrorDescription {
  type: string;
  message: string;
  code?: string;
  stack?: string;
}

/** Says what happened without the values it happened to: a query builder puts SQL parameters into its messages. */
export function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error, message: scrub(String(error)) };
  if (error.name === 'DrizzleQueryError' || error.message.startsWith('Failed query:')) {
    const cause = error.cause === undefined ? undefined : describeError(error.cause);
    return { ...cause, type: 'DatabaseError', message: cause?.message ?? 'A query failed.' };
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    type: error.name,
    message: scrub(error.message),
    ...(code && { code }),
    ...(!(error instanceof CodedError) && error.stack && { stack: framesOf(error.stack) }),
  };
}

/** The frames alone: the first lines of a stack repeat the message. */
function framesOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .join('\n');
}

function describeRequest(request: {
  id?: string;
  method?: string;
  routeOptions?: { url?: string };
}) {
  return { id: request.id, method: request.method, route: request.routeOptions?.url };
}

const secretShapes: [RegExp, string][] = [
  [/\bbot\d+:[\w-]+/g, 'bot<token>'],
  [/\b\d{5,12}:[\w-]{20,}/g, '<token>'],
  [/\btg_\d+_[\w-]{10,}/g, '<session>'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '<jwt>'],
  [/\b(postgres(?:ql)?:\/\/)[^@\s]+@/g, '$1<credentials>@'],
  [/(Key \([^)]*\)=)\([^)]*\)/g, '$1(…)'],
  // Phone numbers and Telegram ids: any longer run of digits.
  [/\+?\d{7,}/g, '<number>'],
];

/** Takes out of a text what looks like a secret or a person's number. */
export function scrub(text: string): string {
  return secretShapes.reduce((clean, [shape, put]) => clean.replace(shape, put), text);
}
