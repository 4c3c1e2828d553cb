/** A channel for tests: remembers what it was asked to send and answers as the test has said. */
import type { Channel, Outcome, Outgoing, RecordedOutcome } from './channel.ts';
import type { NoticeFacts } from './notice.ts';

type Answer = Outcome | ((message: Outgoing, signal: AbortSignal) => Promise<Outcome> | Outcome);

export interface ScriptedChannel extends Channel {
  /** Every message that was written to the outside, in order. */
  sent: Outgoing[];
  /** What the recording transactions told. */
  recorded: { notice: NoticeFacts; outcome: RecordedOutcome }[];
  /** The next answers to this address, in turn; after them everything is delivered. */
  answer(address: string, ...answers: Answer[]): void;
  /** The most sends that were ever under way to one address, and to all. */
  most: { inOneLane: number; atOnce: number };
  /** Its texts in order, to one address or to all. */
  texts(address?: string): string[];
}

export function scriptedChannel(extra: Pick<Channel, 'mayDeliver'> = {}): ScriptedChannel {
  const scripts = new Map<string, Answer[]>();
  const underWay = new Map<string, number>();
  let number = 0;
  const channel: ScriptedChannel = {
    name: 'telegram',
    ...extra,
    sent: [],
    recorded: [],
    most: { inOneLane: 0, atOnce: 0 },
    answer: (address, ...answers) =>
      void scripts.set(address, [...(scripts.get(address) ?? []), ...answers]),
    texts: (address) =>
      channel.sent
        .filter(({ lane }) => address === undefined || lane.address === address)
        .map(({ text }) => text.text),
    async recordOutcome(_tx, notice, outcome) {
      channel.recorded.push({ notice, outcome });
    },
    async deliver(message, signal) {
      const { address } = message.lane;
      count(address, 1);
      try {
        message.written();
        channel.sent.push(message);
        const answer = scripts.get(address)?.shift();
        if (answer === undefined) return { kind: 'delivered', messageId: String(++number) };
        return typeof answer === 'function' ? await answer(message, signal) : answer;
      } finally {
        count(address, -1);
      }
    },
  };
  return channel;

  function count(address: string, change: number): void {
    const now = (underWay.get(address) ?? 0) + change;
    underWay.set(address, now);
    channel.most.inOneLane = Math.max(channel.most.inOneLane, now);
    const all = [...underWay.values()].reduce((sum, one) => sum + one, 0);
    channel.most.atOnce = Math.max(channel.most.atOnce, all);
  }
}

export const delivered = (messageId: string): Outcome => ({ kind: 'delivered', messageId });
export const uncertain: Outcome = { kind: 'uncertain', reason: 'the answer never came' };
export const blocked: Outcome = {
  kind: 'unreachable',
  reason: 'Forbidden: bot was blocked by the user',
};
export const tooMany = (afterSeconds: number): Outcome => ({
  kind: 'retry',
  afterSeconds,
  scope: 'lane',
  cause: 'rate_limit',
  reason: `Too Many Requests: retry after ${afterSeconds}`,
});
