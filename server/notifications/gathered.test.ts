/** What has waited together (in quiet hours, or while the person was away) goes out as one digest. */
import { expect, test } from 'vitest';
import { change, client } from './fold-test.ts';
import { anna, type Ledger, news, openLedger, shareLedgerDatabase } from './ledger-test.ts';
import {
  closeLane,
  countWaiting,
  type NoticeFacts,
  reopenLane,
  saveNoticePreferences,
} from './notifications.ts';
import { blocked, scriptedChannel } from './scripted-channel.ts';

shareLedgerDatabase();

const lane = { channel: 'telegram' as const, address: anna };

async function holdNow({ platform }: Ledger) {
  const time = (hours: number) =>
    new Date(platform.clock.now().getTime() + hours * 3600_000).toISOString().slice(11, 16);
  const quietHours = { from: time(-1), to: time(2), timeZone: 'UTC', how: 'held' as const };
  await platform.database.transaction((tx) =>
    saveNoticePreferences(tx, client, { modes: { answers: 'silent' }, quietHours }),
  );
}

const reopen = ({ platform }: Ledger) =>
  platform.database.transaction((tx) => reopenLane(tx, platform, lane));

test('What quiet hours have held comes as one message when they are over', async () => {
  const ledger = await openLedger();
  await holdNow(ledger);
  const topic = { topic: 'tickets' } as const;
  const ids = await ledger.enqueue(
    change(anna, '42', 'opened', topic),
    change(anna, '43', 'opened too', topic),
    change(anna, '42', 'answered', { topic: 'answers' }),
  );
  await ledger.deliver(change(anna, '44', 'burns', { ...topic, urgent: true }));
  expect(ledger.channel.texts()).toEqual(['#44: burns']);
  await ledger.pass(2 * 3600);
  expect(ledger.channel.texts().slice(1)).toEqual([
    'During your quiet hours: 3 pieces of news\n\n#42\nopened\nanswered\n\n#43\nopened too',
  ]);
  const digest = ledger.channel.sent[1];
  expect(digest).toMatchObject({ kind: 'digest.lane', person: client, silent: false });
  expect(digest?.subject).toBeUndefined();
  expect(digest?.keyboard).toBeUndefined();
  for (const id of ids) expect((await ledger.find(id)).foldedInto).toBe(digest?.noticeId);
});

test('One that was held alone comes as it is; several of one subject keep its button and reply', async () => {
  const ledger = await openLedger();
  await holdNow(ledger);
  const topic = { topic: 'tickets' } as const;
  const { id } = await ledger.deliver(change(anna, '42', 'opened', topic));
  await ledger.pass(2 * 3600);
  expect(ledger.channel.texts()).toEqual(['#42: opened']);
  expect((await ledger.find(id)).state).toBe('delivered');
  await ledger.pass(21.5 * 3600);
  const silent = { ...topic, topic: 'answers' } as const;
  await ledger.enqueue(change(anna, '42', 'one', silent), change(anna, '42', 'two', silent));
  await ledger.pass(2.5 * 3600);
  expect(ledger.channel.sent[1]).toMatchObject({
    kind: 'digest.lane',
    subject: { kind: 'ticket', id: '42' },
    keyboard: { inline: [[{ text: 'two' }]] },
    silent: true,
  });
});

test('Who comes back after a block gets what still matters in one message', async () => {
  const ledger = await openLedger();
  const { channel, enqueue, pass, worker } = ledger;
  channel.answer(anna, blocked);
  await enqueue(change(anna, '42', 'opened'));
  await worker.idle();
  await enqueue(
    change(anna, '43', 'stale', { lifeSeconds: 60 }),
    change(anna, '43', 'invoice'),
    change(anna, '42', 'answered'),
    news(anna, 'As it is'),
  );
  await pass(100);
  await reopen(ledger);
  await worker.idle();
  expect(channel.texts().slice(1)).toEqual([
    'While you were away: 3 pieces of news\n\n#42\nopened\nanswered\n\n#43\ninvoice',
    'As it is',
  ]);
});

test('A block while a digest waits costs nobody their news', async () => {
  const ledger = await openLedger();
  const { channel, enqueue, worker, platform } = ledger;
  channel.answer(anna, blocked);
  await enqueue(change(anna, '42', 'opened'), change(anna, '42', 'answered'));
  await worker.idle();
  await enqueue(change(anna, '43', 'invoice'));
  await worker.idle();
  await reopen(ledger);
  await worker.idle();
  expect(channel.texts().slice(1)).toEqual(['#42\n\nopened\n\nanswered', '#43: invoice']);
  await platform.database.transaction((tx) => closeLane(tx, lane, 'blocked'));
});

test('The notices of a member of staff with the same chat are told apart', async () => {
  const ledger = await openLedger();
  const { channel, enqueue, worker, platform } = ledger;
  const person = { kind: 'staff', id: 'anna' } as const;
  await platform.database.transaction((tx) => closeLane(tx, lane, 'blocked'));
  await enqueue(
    change(anna, '42', 'one'),
    change(anna, '43', 'two'),
    change(anna, '42', 'three', { person }),
    change(anna, '43', 'four', { person }),
  );
  await reopen(ledger);
  await worker.idle();
  const heading = 'While you were away: 2 pieces of news';
  expect(channel.texts()).toEqual([
    `${heading}\n\n#42\none\n\n#43\ntwo`,
    `${heading}\n\n#42\nthree\n\n#43\nfour`,
  ]);
  expect(channel.sent.map((one) => one.person)).toEqual([client, person]);
});

test('What the person may see no longer is left out of what has waited, and the rest is told', async () => {
  const mayDeliver = async (_db: unknown, { subject }: NoticeFacts) =>
    subject?.id === '43' ? { skip: 'not visible' } : (true as const);
  const ledger = await openLedger({ channel: scriptedChannel({ mayDeliver }) });
  const { channel, enqueue, find, worker, platform } = ledger;
  await platform.database.transaction((tx) => closeLane(tx, lane, 'blocked'));
  const [, hidden = ''] = await enqueue(
    change(anna, '42', 'one'),
    change(anna, '43', 'hidden'),
    change(anna, '44', 'three'),
  );
  await reopen(ledger);
  await worker.idle();
  expect(channel.texts()).toEqual([
    'While you were away: 2 pieces of news\n\n#42\none\n\n#44\nthree',
  ]);
  expect(await find(hidden)).toMatchObject({ state: 'skipped', reason: 'not visible' });
  expect(await countWaiting(platform.database.handle)).toBe(0);
});
