/** Runs one call of the Bot API, keeps a record of it, and lets the ordered faults step in. */
import type { BotCall } from '../../contract/sandbox-shapes.ts';
import type { ActiveFault } from './faults.ts';
import { Described } from './methods/method.ts';
import { findMethod, type NamedMethod } from './methods/methods.ts';
import { isRecord, Params } from './params.ts';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

/** What the HTTP server does with the call. */
export type Answer =
  | { kind: 'envelope'; status: number; body: Record<string, unknown> }
  | { kind: 'drop' | 'hang' }
  /** Words of a server in front of Telegram's: no envelope. */
  | { kind: 'gateway'; status: 502 | 504 };

/** `gone` aborts when the caller has left or the server stops. */
export async function answerCall(
  world: World,
  method: NamedMethod,
  params: Params,
  gone: AbortSignal,
): Promise<Answer> {
  const chatId = params.integer('chat_id');
  const phoneId = world.phones.byTelegramId(chatId)?.id;
  const record = world.calls.add({
    at: world.clock.now().toISOString(),
    method: method.name,
    phoneId,
    params: params.describe(),
  });
  const fault = world.faults.meet({ method: method.name, phoneId, chatId });
  if (fault) record.fault = fault.action;
  const answer = fault
    ? await answerWithFault(world, fault, () => run(world, method, params, gone), gone)
    : await run(world, method, params, gone);
  if (answer.kind === 'envelope') note(record, answer);
  return answer;
}

/** Runs what a webhook's answer asks for; what comes of it is lost, as at Telegram. */
export async function answerReplyOfWebhook(
  world: World,
  { method: name, ...values }: Record<string, unknown>,
): Promise<void> {
  const unfit = /^(get|setWebhook$|deleteWebhook$|close$|logOut$)/i;
  const method = findMethod(String(name));
  if (!method || unfit.test(method.name)) return;
  await answerCall(world, method, new Params(values), new AbortController().signal);
}

export function refusalAnswer({ code, message, parameters }: Refusal): Answer {
  const body = {
    ok: false,
    error_code: code,
    description: message,
    ...(parameters && { parameters }),
  };
  return { kind: 'envelope', status: code, body };
}

async function run(
  world: World,
  method: NamedMethod,
  params: Params,
  gone: AbortSignal,
): Promise<Answer> {
  try {
    const result = await method.run(world, params, gone);
    const body =
      result instanceof Described
        ? { ok: true, result: result.result, description: result.description }
        : { ok: true, result };
    return { kind: 'envelope', status: 200, body };
  } catch (error) {
    if (error instanceof Refusal) return refusalAnswer(error);
    throw error;
  }
}

async function answerWithFault(
  world: World,
  fault: ActiveFault,
  runNow: () => Promise<Answer>,
  gone: AbortSignal,
): Promise<Answer> {
  const done = fault.mode === 'after' ? await runNow() : undefined;
  if (fault.action === 'delay') {
    await world.clock.wait(fault.delayMs, gone).catch(() => {});
    if (gone.aborted) return { kind: 'drop' };
    return done ?? runNow();
  }
  if (fault.action === 'error') return refusalAnswer(refusalOf(fault));
  if (fault.action !== 'bad_gateway') return { kind: fault.action };
  return { kind: 'gateway', status: fault.code === 504 ? 504 : 502 };
}

const usualWords: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Request Entity Too Large',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  504: 'Gateway Timeout',
};

function refusalOf({ code, description, retryAfter, migrateTo }: ActiveFault): Refusal {
  if (migrateTo !== undefined) {
    const words = description ?? 'Bad Request: group chat was upgraded to a supergroup chat';
    return new Refusal(400, words, { migrate_to_chat_id: migrateTo });
  }
  const seconds = retryAfter ?? (code === 429 ? 1 : undefined);
  const usual = code === 429 ? `Too Many Requests: retry after ${seconds}` : usualWords[code];
  return new Refusal(
    code,
    description ?? usual ?? 'Internal Server Error',
    seconds === undefined ? undefined : { retry_after: seconds },
  );
}

function note(record: BotCall, { status, body }: Answer & { kind: 'envelope' }): void {
  record.status = status;
  if (typeof body.description === 'string') record.description = body.description;
  if (isRecord(body.parameters) && typeof body.parameters.retry_after === 'number') {
    record.retryAfter = body.parameters.retry_after;
  }
}
