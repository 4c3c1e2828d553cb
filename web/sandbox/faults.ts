/** The ways to fail that the switches offer, as orders to the sandbox. */
import type { Fault, FaultOrder } from '../../contract/sandbox-shapes.ts';

export const faultKinds = [
  'too_many',
  'internal',
  'bad_gateway',
  'drop_before',
  'drop_after',
  'hang',
  'delay',
  'blocked',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Methods that are worth failing one by one; `getUpdates` is how the bot hears. */
export const failingMethods = [
  'sendMessage',
  'sendDocument',
  'sendPhoto',
  'editMessageText',
  'answerCallbackQuery',
  'setMessageReaction',
  'getFile',
  'getUpdates',
  'getMe',
];

export interface FaultChoice {
  kind: FaultKind;
  /** Of a 429, and the length of a delay. */
  seconds: number;
  /** Every method, every phone and without end where empty. */
  method: string;
  phoneId: string;
  times: number | undefined;
}

const orders: Record<FaultKind, (seconds: number) => FaultOrder> = {
  too_many: (seconds) => ({ action: 'error', code: 429, retryAfter: seconds }),
  internal: () => ({ action: 'error', code: 500 }),
  bad_gateway: () => ({ action: 'bad_gateway' }),
  drop_before: () => ({ action: 'drop', mode: 'before' }),
  drop_after: () => ({ action: 'drop', mode: 'after' }),
  hang: () => ({ action: 'hang' }),
  delay: (seconds) => ({ action: 'delay', delayMs: seconds * 1000 }),
  blocked: () => ({
    action: 'error',
    code: 403,
    description: 'Forbidden: bot was blocked by the user',
  }),
};

/** What the form has chosen, as the sandbox wants it. */
export function orderOf({ kind, seconds, method, phoneId, times }: FaultChoice): FaultOrder {
  return {
    ...orders[kind](seconds),
    ...(method ? { method } : {}),
    ...(phoneId ? { phoneId } : {}),
    ...(times ? { times } : {}),
  };
}

/** Whether this kind asks for a number of seconds. */
export function asksSeconds(kind: FaultKind): boolean {
  return kind === 'too_many' || kind === 'delay';
}

/** Which of the offered kinds an active fault is; tests may order others, which are named by their code. */
export function kindOf({ action, mode, code }: Fault): FaultKind | undefined {
  if (action === 'drop') return mode === 'after' ? 'drop_after' : 'drop_before';
  if (action !== 'error') return action;
  const byCode: Record<number, FaultKind> = { 429: 'too_many', 500: 'internal', 403: 'blocked' };
  return byCode[code];
}
