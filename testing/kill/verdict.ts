/** Compares what phones have received with what the ledger says of it, and what was said with what stands in tickets. */
import type { SandboxMessage } from '../../contract/sandbox-shapes.ts';
import type { Saying } from './crowd.ts';
import type { LedgerCopy, LedgerNotice } from './shapes.ts';

export interface Verdict {
  notices: number;
  delivered: number;
  folded: number;
  /** Delivered, and marked: may have arrived twice. */
  perhapsTwice: number;
  /** Ended without anybody knowing whether it arrived, and says so. */
  uncertain: number;
  /** Messages that a phone shows a second time. */
  seenTwice: number;
  sayings: number;
  /** Of them, those whose ticket the person is to choose: what they answered to was not known to be theirs. */
  asked: number;
  /** Whatever should not be, a sentence each. Empty when all is well. */
  wrong: string[];
}

/** `chats`: what the bot has sent to each address, the oldest first. */
export function judgeKills(
  copy: LedgerCopy,
  {
    chats,
    acknowledged,
    inDoubt,
  }: { chats: Map<string, SandboxMessage[]>; acknowledged: Saying[]; inDoubt: Saying[] },
): Verdict {
  const wrong: string[] = [];
  const { notices } = copy;
  const count = (test: (notice: LedgerNotice) => boolean) => notices.filter(test).length;
  wrong.push(...unended(notices));
  wrong.push(...notArrived(notices, chats));
  const twice = extras(notices, chats);
  wrong.push(...twice.unexplained);
  wrong.push(...outOfOrder(notices, chats));
  wrong.push(...lostSayings(copy, acknowledged, inDoubt));
  wrong.push(...shownTooOften(notices, chats, acknowledged));
  if (copy.parked > 0) wrong.push(`${copy.parked} updates are parked.`);
  return {
    notices: notices.length,
    delivered: count(({ state }) => state === 'delivered'),
    folded: count(({ state }) => state === 'folded'),
    perhapsTwice: count(({ perhapsTwice }) => perhapsTwice),
    uncertain: count(({ state }) => state === 'uncertain'),
    seenTwice: twice.explained,
    sayings: acknowledged.length,
    asked: copy.asked.length,
    wrong,
  };
}

/** Each must have come to one of the ends that a person can read. */
function unended(notices: readonly LedgerNotice[]): string[] {
  return notices.flatMap(({ id, kind, state, reason, uncertainTimes }) => {
    const fine =
      state === 'delivered' ||
      state === 'folded' ||
      (state === 'uncertain' && uncertainTimes === 2 && reason !== null) ||
      // What was in it has been put together anew.
      (state === 'cancelled' && reason === 'digest.anew');
    return fine ? [] : [`${kind} ${id} ended as ${state}: ${reason}.`];
  });
}

/** What counts as delivered must stand on the phone. */
function notArrived(
  notices: readonly LedgerNotice[],
  chats: Map<string, SandboxMessage[]>,
): string[] {
  const byId = new Map(notices.map((notice) => [notice.id, notice]));
  return notices.flatMap((notice) => {
    const { id, kind, state, messageId, address, text } = notice;
    if (state === 'folded') {
      const digest = byId.get(notice.foldedInto ?? '');
      return digest && ['delivered', 'uncertain'].includes(digest.state)
        ? []
        : [`${kind} ${id} was folded into nothing that arrived.`];
    }
    if (state !== 'delivered') return [];
    const shown = chats.get(address)?.find((message) => message.id === messageId);
    if (!shown) return [`${kind} ${id} counts as delivered and is not on the phone.`];
    return sameWords(shown.text, text) ? [] : [`${kind} ${id} arrived with other words.`];
  });
}

/** What phones show beyond that must be a possible double, and marked so. */
function extras(notices: readonly LedgerNotice[], chats: Map<string, SandboxMessage[]>) {
  const unexplained: string[] = [];
  let explained = 0;
  for (const [address, messages] of chats) {
    const own = notices.filter((notice) => notice.address === address);
    const named = new Set(own.map(({ messageId }) => messageId));
    const possible = own.flatMap((notice) =>
      notice.perhapsTwice || notice.state === 'uncertain'
        ? Array.from({ length: notice.uncertainTimes }, () => notice.text)
        : [],
    );
    for (const { id, text } of messages) {
      if (named.has(id)) continue;
      const place = possible.findIndex((words) => sameWords(text, words));
      if (place < 0) {
        unexplained.push(`A phone shows what the ledger does not know of, or twice: ${text}`);
      } else {
        possible.splice(place, 1);
        explained += 1;
      }
    }
  }
  return { unexplained, explained };
}

/** News may be kept for some seconds to go out with what follows: so much later may pass it, but not of its own subject. */
const mayPass = 10_000;

/**
 * In one chat, news of one subject and rank keep their order, and nothing is overtaken by what came
 * much later. What was folded counts as its digest.
 */
function outOfOrder(
  notices: readonly LedgerNotice[],
  chats: Map<string, SandboxMessage[]>,
): string[] {
  const byId = new Map(notices.map((notice) => [notice.id, notice]));
  const digests = Map.groupBy(notices, ({ foldedInto }) => foldedInto ?? '');
  const placesOf = new Map(
    [...chats].map(([address, shown]) => [
      address,
      new Map(shown.map(({ id }, place) => [id, place])),
    ]),
  );
  const wrong: string[] = [];
  const lastOfSubject = new Map<string, number>();
  const lanes = new Map<string, { place: number; createdAt: number }[]>();
  const carried = notices
    // A digest carries the order of its members, not one of its own.
    .filter(({ id }) => !digests.has(id))
    .map((notice) => ({ notice, carrier: byId.get(notice.foldedInto ?? '') ?? notice }))
    .toSorted((one, other) => one.carrier.seq - other.carrier.seq);
  for (const { notice, carrier } of carried) {
    const { address, subjectId, rank, kind, id } = notice;
    // A digest stands where its newest member would.
    const told = digests.get(carrier.id) ?? [notice];
    const createdAt = Math.max(...told.map((member) => member.createdAt));
    const place = placesOf.get(address)?.get(carrier.messageId ?? -1);
    if (place === undefined) continue;
    const subject = `${address}/${subjectId}/${rank}`;
    if (subjectId !== null && place < (lastOfSubject.get(subject) ?? 0)) {
      wrong.push(`${kind} ${id} was overtaken by later news of its subject.`);
    }
    lastOfSubject.set(subject, place);
    const lane = `${address}/${rank}`;
    lanes.set(lane, [...(lanes.get(lane) ?? []), { place, createdAt }]);
  }
  for (const [lane, news] of lanes) {
    let latest = 0;
    for (const { createdAt } of news.toSorted((one, other) => one.place - other.place)) {
      if (createdAt + mayPass < latest) wrong.push(`In ${lane} something was overtaken.`);
      latest = Math.max(latest, createdAt);
    }
  }
  return wrong;
}

function lostSayings(
  { notices, entries, asked }: LedgerCopy,
  acknowledged: readonly Saying[],
  inDoubt: readonly Saying[],
): string[] {
  const times = new Map<string, number>();
  for (const { text } of [...entries, ...asked]) times.set(text, (times.get(text) ?? 0) + 1);
  const told = new Set<string>();
  for (const { address, text } of notices) {
    for (const [words] of text.matchAll(/saying-\d+\./g)) told.add(`${address} ${words}`);
  }
  const wrong: string[] = [];
  for (const { words, by, tells } of acknowledged) {
    const found = times.get(words) ?? 0;
    if (found !== 1) wrong.push(`What a ${by} said stands ${found} times in tickets: ${words}`);
    if (tells && !told.has(`${tells} ${words}`)) wrong.push(`Nobody was told of ${words}`);
  }
  for (const { words } of inDoubt) {
    const found = times.get(words) ?? 0;
    if (found > 1) wrong.push(`What was in doubt stands ${found} times in tickets: ${words}`);
  }
  return wrong;
}

/** Words that must reach somebody stand on that phone once, or as often more as nobody can know. */
function shownTooOften(
  notices: readonly LedgerNotice[],
  chats: Map<string, SandboxMessage[]>,
  acknowledged: readonly Saying[],
): string[] {
  const byAddress = Map.groupBy(notices, ({ address }) => address);
  return acknowledged.flatMap(({ words, tells }) => {
    if (!tells) return [];
    const shown = (chats.get(tells) ?? []).filter(({ text }) => text?.includes(words)).length;
    const carriers = (byAddress.get(tells) ?? []).filter(({ text }) => text.includes(words));
    const unknown = carriers.reduce((sum, { uncertainTimes }) => sum + uncertainTimes, 0);
    const least = carriers.some(({ state }) => state === 'uncertain') ? 0 : 1;
    return shown >= least && shown <= 1 + unknown
      ? []
      : [`A phone shows ${words} ${shown} times, and ${unknown} of its sends are unknown.`];
  });
}

/** Telegram trims what it shows. */
function sameWords(shown: string | undefined, written: string): boolean {
  return shown?.trim() === written.trim();
}
