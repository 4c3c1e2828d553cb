/** What an outcome makes of a notice and of its lane: the rules, without a database. */
import type { RecordedOutcome } from './channel.ts';
import type { NoticeState } from './notice.ts';

/** A notice as it stands when an outcome arrives. */
export interface Standing {
  code: boolean;
  /** How many earlier attempts may have arrived. */
  uncertainTimes: number;
  /** A late answer has told that an earlier attempt did arrive. */
  messageId?: string;
}

export interface Settlement {
  state: NoticeState;
  reason?: string;
  /** Stays in its lane, to be sent again. */
  due: boolean;
  perhapsTwice: boolean;
  uncertainTimes: number;
  messageId?: string;
}

/** At most two attempts may reach Telegram without our knowing, for a code one. */
export function settle(notice: Standing, outcome: RecordedOutcome): Settlement {
  const { uncertainTimes } = notice;
  const end = { due: false, perhapsTwice: false, uncertainTimes };
  if (outcome.kind === 'delivered') {
    const { messageId } = outcome;
    const perhapsTwice = uncertainTimes > 0 || notice.messageId !== undefined;
    return { ...end, state: 'delivered', messageId, perhapsTwice };
  }
  const { reason } = outcome;
  if (notice.messageId !== undefined) {
    // An earlier attempt has arrived. This one may have as well when nobody knows.
    const perhapsTwice = outcome.kind === 'uncertain' || uncertainTimes > 0;
    return { ...end, state: 'delivered', messageId: notice.messageId, reason, perhapsTwice };
  }
  switch (outcome.kind) {
    case 'uncertain': {
      const due = !notice.code && uncertainTimes === 0;
      return { ...end, state: 'uncertain', reason, due, uncertainTimes: uncertainTimes + 1 };
    }
    case 'retry':
    case 'stop':
      return { ...end, state: uncertainTimes > 0 ? 'uncertain' : 'queued', reason, due: true };
    case 'unreachable':
      return { ...end, state: 'unreachable', reason, due: !notice.code };
    default:
      // What may have arrived earlier must not end as if it surely had not.
      return { ...end, state: uncertainTimes > 0 ? 'uncertain' : outcome.kind, reason };
  }
}

export interface LaneEffect {
  holdSeconds: number;
  failures: number;
  trouble?: 'rate_limit' | 'server' | 'connect';
  /** Nobody can be reached there. */
  closed?: string;
}

export type TriedLane = LaneEffect & { address: string; outcome: RecordedOutcome };

const uncertainHold = 10;

/** `due`: the notice stays at the head of its lane. `failures`: the lane's tries in a row without success. */
export function laneEffect(
  outcome: RecordedOutcome,
  { due, failures, random }: { due: boolean; failures: number; random: () => number },
): LaneEffect {
  switch (outcome.kind) {
    case 'retry': {
      const { cause: trouble } = outcome;
      const holdSeconds =
        trouble === 'rate_limit'
          ? outcome.afterSeconds
          : Math.max(outcome.afterSeconds, backOff(failures + 1, random));
      return { holdSeconds, failures: failures + 1, trouble };
    }
    case 'uncertain':
      return { holdSeconds: due ? uncertainHold : 0, failures };
    case 'unreachable':
      return { holdSeconds: 0, failures: 0, closed: outcome.reason };
    case 'stop':
      return { holdSeconds: 0, failures };
    default:
      return { holdSeconds: 0, failures: 0 };
  }
}

/** 1, 2, 4 … up to 60 seconds, each up to a quarter longer, so that many do not come back at once. */
export function backOff(failures: number, random: () => number): number {
  return Math.min(60, 2 ** Math.min(failures - 1, 6) * (1 + random() / 4));
}
