import { expect, test } from 'vitest';
import type { SandboxMessage } from '../../contract/sandbox-shapes.ts';
import type { LedgerCopy, LedgerNotice } from './shapes.ts';
import { judgeKills } from './verdict.ts';

let made = 0;

function notice(given: Partial<LedgerNotice>): LedgerNotice {
  made += 1;
  return {
    ...{ id: `notice ${made}`, seq: made, address: '1', rank: 1, kind: 'ticket.answer' },
    ...{ state: 'delivered', reason: null, tries: 1, perhapsTwice: false, uncertainTimes: 0 },
    ...{ messageId: null, foldedInto: null, subjectId: 'ticket', text: '', createdAt: made },
    ...given,
  };
}

function shown(...messages: [number, string][]): Map<string, SandboxMessage[]> {
  const date = '2026-11-20T10:00:00Z';
  return new Map([
    [
      '1',
      messages.map(([id, text]) => ({
        ...{ id, text, date, from: 'bot' as const, entities: [], reactions: [] },
      })),
    ],
  ]);
}

function judge(
  notices: LedgerNotice[],
  chats: Map<string, SandboxMessage[]>,
  more: Partial<LedgerCopy & Parameters<typeof judgeKills>[1]> = {},
): string[] {
  const { entries = [], asked = [], acknowledged = [], inDoubt = [], parked = 0 } = more;
  const copy = { notices, entries, asked, parked };
  return judgeKills(copy, { chats, acknowledged, inDoubt }).wrong;
}

test('all is well when each notice stands on the phone once, in order, and what was said is there', () => {
  const notices = [
    notice({ messageId: 5, text: 'saying-1.' }),
    notice({ messageId: 6, text: 'second' }),
  ];
  const chats = shown([5, 'saying-1.'], [6, 'second']);
  const entries = [{ ticketId: 'ticket', authorKind: 'staff', text: 'saying-1.' }];
  const acknowledged = [{ words: 'saying-1.', by: 'staff' as const, tells: '1' }];
  expect(judge(notices, chats, { entries, acknowledged })).toEqual([]);
});

test('a second copy is well only where the ledger says that it may be there', () => {
  const chats = shown([5, 'one'], [6, 'one']);
  expect(judge([notice({ messageId: 6, text: 'one' })], chats)).toHaveLength(1);
  const marked = { messageId: 6, text: 'one', perhapsTwice: true, uncertainTimes: 1 };
  expect(judge([notice(marked)], chats)).toEqual([]);
  expect(judge([notice(marked)], shown([4, 'one'], [5, 'one'], [6, 'one']))).toHaveLength(1);
});

test('what counts as delivered and is on no phone, and what has not ended, is found', () => {
  expect(judge([notice({ messageId: 7, text: 'gone' })], shown())).toHaveLength(1);
  expect(judge([notice({ state: 'queued' })], shown())).toHaveLength(1);
  expect(judge([notice({ state: 'expired', reason: 'expired.queued' })], shown())).toHaveLength(1);
  expect(judge([notice({ state: 'uncertain', reason: 'lease.lost' })], shown())).toHaveLength(1);
  const twice = { state: 'uncertain', reason: 'lease.lost', uncertainTimes: 2 };
  expect(judge([notice(twice)], shown())).toEqual([]);
});

test('news of one subject that changes places is found, as is what much later news passes', () => {
  const chats = shown([5, 'second'], [6, 'first']);
  const first = { messageId: 6, text: 'first' };
  const second = { messageId: 5, text: 'second' };
  expect(judge([notice(first), notice(second)], chats)).toHaveLength(1);
  const other = { ...second, subjectId: 'another' };
  expect(judge([notice(first), notice(other)], chats)).toEqual([]);
  expect(judge([notice(first), notice({ ...other, createdAt: 60_000 })], chats)).toHaveLength(1);
});

test('what was folded stands where its digest stands, and falls with it', () => {
  const digest = notice({ messageId: 5, text: 'both', subjectId: null });
  const members = [1, 2].map(() => notice({ state: 'folded', foldedInto: digest.id }));
  expect(judge([...members, digest], shown([5, 'both']))).toEqual([]);
  expect(judge(members, shown())).toHaveLength(2);
});

test('what was acknowledged and is missing, doubled or told to nobody is found', () => {
  const said = { words: 'saying-1.', by: 'staff' as const, tells: '1' };
  const entry = { ticketId: 'ticket', authorKind: 'staff', text: 'saying-1.' };
  const told = [notice({ messageId: 5, text: 'New: saying-1.' })];
  const chats = shown([5, 'New: saying-1.']);
  expect(judge(told, chats, { acknowledged: [said] })).toHaveLength(1);
  expect(judge(told, chats, { acknowledged: [said], entries: [entry, entry] })).toHaveLength(1);
  expect(judge([], shown(), { acknowledged: [said], entries: [entry] })).toHaveLength(2);
  expect(judge(told, chats, { inDoubt: [said], entries: [entry] })).toEqual([]);
  expect(judge(told, chats, { inDoubt: [said], entries: [entry, entry] })).toHaveLength(1);
  const inTwo = [...told, notice({ messageId: 6, text: 'Again: saying-1.' })];
  const both = shown([5, 'New: saying-1.'], [6, 'Again: saying-1.']);
  expect(judge(inTwo, both, { acknowledged: [said], entries: [entry] })).toHaveLength(1);
  const phone = { words: 'saying-2.', by: 'phone' as const };
  const asked = [{ text: 'saying-2.' }];
  expect(judge([], shown(), { acknowledged: [phone], asked })).toEqual([]);
});
