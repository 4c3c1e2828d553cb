/** What an error of the Bot API means. Grounds: the server's own strings (tdlib/telegram-bot-api, Client.cpp) and Node's network codes. */
import { GrammyError, HttpError } from 'grammy';
import { scrub } from '../platform/log.ts';

/** `reason` is fit for people and logs: no token, no ids. */
export type Verdict = { reason: string } & (
  | { kind: 'rate_limit'; afterSeconds: number }
  /** Telegram had a passing trouble and has done nothing. */
  | { kind: 'server' }
  /** Nothing was written: no connection came about. */
  | { kind: 'connect' }
  /** Perhaps done: the request was written, no answer of Telegram's came. */
  | { kind: 'uncertain' }
  /** The person cannot be reached in this chat. */
  | { kind: 'unreachable' }
  /** Somebody else receives this bot's updates. */
  | { kind: 'conflict' }
  /** The token is refused, or this is no Bot API server. */
  | { kind: 'refused' }
  | { kind: 'migrated'; chatId: number }
  /** Formatting that Telegram does not accept; the bare text may go. */
  | { kind: 'entities' }
  /** The message is as wanted already. */
  | { kind: 'unchanged' }
  /** The request is wrong, whatever is repeated. */
  | { kind: 'failed' }
);

/** Put before the code of an error that came before the connection stood (see `api.ts`). */
export const unsentMark = 'UNSENT_';

/** Judges whatever a call of grammY's `Api` has thrown. */
export function judge(error: unknown): Verdict {
  if (error instanceof GrammyError) return judgeAnswer(error);
  return judgeNetwork(error instanceof HttpError ? error.error : error);
}

function judgeAnswer(error: GrammyError): Verdict {
  const { error_code: code, description = '', parameters } = error;
  const reason = scrub(`${code} ${description}`);
  if (parameters.migrate_to_chat_id) {
    return { kind: 'migrated', reason, chatId: parameters.migrate_to_chat_id };
  }
  switch (code) {
    case 400:
      return { kind: kindOfBadRequest(description), reason };
    case 401:
    case 404:
    case 421:
      return { kind: 'refused', reason };
    case 403:
      return { kind: 'unreachable', reason };
    case 409:
      return { kind: 'conflict', reason };
    case 429:
      return { kind: 'rate_limit', reason, afterSeconds: parameters.retry_after ?? 1 };
    case 500:
      // This one was sent: a repetition may be seen twice.
      return { kind: /sent message/.test(description) ? 'uncertain' : 'server', reason };
    default:
      return { kind: code > 500 || code === undefined ? 'uncertain' : 'failed', reason };
  }
}

const badRequests: [RegExp, 'unreachable' | 'refused' | 'entities' | 'unchanged'][] = [
  [/(^|: )(private )?chat not found$/i, 'unreachable'],
  [/logged out/i, 'refused'],
  [/can't parse entities|entit(y|ies).*(invalid|bounds)|ENTITY_/i, 'entities'],
  [/message is not modified/i, 'unchanged'],
];

function kindOfBadRequest(description: string) {
  return badRequests.find(([pattern]) => pattern.test(description))?.[1] ?? 'failed';
}

/** A connection that never stood, or a name that was never found. */
const unsentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function judgeNetwork(error: unknown): Verdict {
  const { code, type } = error as { code?: unknown; type?: unknown };
  if (typeof code === 'string' && (code.startsWith(unsentMark) || unsentCodes.has(code))) {
    return { kind: 'connect', reason: `No connection (${code.replace(unsentMark, '')}).` };
  }
  // An address that sends us elsewhere has done nothing; following would turn POST into GET.
  if (type === 'no-redirect') return { kind: 'connect', reason: 'The Bot API address redirects.' };
  if (type === 'invalid-json') return { kind: 'uncertain', reason: 'The answer was not JSON.' };
  if (type === 'aborted' || /timed out/.test(messageOf(error))) {
    return { kind: 'uncertain', reason: 'No answer in time.' };
  }
  const name = typeof code === 'string' ? code : 'the connection broke';
  return { kind: 'uncertain', reason: `No answer (${name}).` };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
