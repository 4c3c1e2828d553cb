import { expect, test } from 'vitest';
import { anna, boris, news, olga, openLedger, shareLedgerDatabase } from './ledger-test.ts';
import {
  cancelNotices,
  closeLane,
  countWaiting,
  enqueueNotices,
  findNoticeByMessage,
  reopenLane,
} from './notifications.ts';
import { blocked, scriptedChannel, tooMany } from './scripted-channel.ts';

shareLedgerDatabase();

const lane = (address: string) => ({ channel: 'telegram' as const, address });

test('A notice is delivered, and the message id is kept', async () => {
  const ledger = await openLedger();
  const facts = await ledger.deliver(news(anna, 'Your ticket was answered.'));
  expect(facts).toMatchObject({
    state: 'delivered',
    messageId: '1',
    tries: 1,
    perhapsTwice: false,
  });
  expect(ledger.channel.texts(anna)).toEqual(['Your ticket was answered.']);
});

test('A message of a chat leads back to its notice, and one of another chat to none', async () => {
  const { deliver, platform } = await openLedger();
  const subject = { kind: 'ticket', id: '42' };
  const { id, messageId = '' } = await deliver(news(anna, 'Answered', { subject }));
  const { handle } = platform.database;
  const found = await findNoticeByMessage(handle, { lane: lane(anna), messageId });
  expect(found).toMatchObject({ id, subject });
  expect(await findNoticeByMessage(handle, { lane: lane(boris), messageId })).toBeUndefined();
  expect(await findNoticeByMessage(handle, { lane: lane(anna), messageId: '2' })).toBeUndefined();
});

test('A notice wakes the worker when its transaction is committed, and is never sent when it rolls back', async () => {
  const { platform, worker, channel } = await openLedger();
  const broken = platform.database.transaction(async (tx) => {
    await enqueueNotices(tx, platform, [news(anna, 'This never happened.')]);
    throw new Error('The change was refused.');
  });
  await expect(broken).rejects.toThrow('refused');
  await worker.idle();
  expect(channel.sent).toEqual([]);
});

test('The notices of one chat leave in their order, one at a time', async () => {
  const { channel, enqueue, worker } = await openLedger();
  const texts = Array.from({ length: 30 }, (_, number) => `Message ${number}`);
  await enqueue(...texts.slice(0, 20).map((text) => news(anna, text)));
  await enqueue(...texts.slice(20).map((text) => news(anna, text)));
  await worker.idle();
  expect(channel.texts(anna)).toEqual(texts);
  expect(channel.most.inOneLane).toBe(1);
});

test('Chats are served side by side: one that hangs does not keep the others waiting', async () => {
  const { channel, enqueue, worker, find } = await openLedger();
  const hanging = Promise.withResolvers<void>();
  const othersThere = Promise.withResolvers<void>();
  channel.answer(anna, async () => {
    await hanging.promise;
    return { kind: 'delivered', messageId: 'slow' };
  });
  channel.answer(olga, async () => {
    othersThere.resolve();
    return { kind: 'delivered', messageId: 'quick' };
  });
  const [first = ''] = await enqueue(news(anna, 'Slow'), news(boris, 'One'), news(olga, 'Two'));
  await othersThere.promise;
  expect(await find(first)).toMatchObject({ state: 'sending' });
  hanging.resolve();
  await worker.idle();
  expect(await find(first)).toMatchObject({ state: 'delivered', messageId: 'slow' });
});

test('Codes lead their lane, then answers, then news, and broadcasts come last', async () => {
  const { channel, enqueue, worker } = await openLedger();
  await enqueue(
    news(anna, 'broadcast', { rank: 'broadcast' }),
    news(anna, 'news'),
    news(anna, 'answer', { rank: 'answer' }),
    news(anna, 'code', { rank: 'code' }),
  );
  await worker.idle();
  expect(channel.texts()).toEqual(['code', 'answer', 'news', 'broadcast']);
});

test("A second notice with the same key is not written, and the first one's id comes back", async () => {
  const { channel, enqueue, worker } = await openLedger();
  const [first, twin] = await enqueue(
    news(anna, 'Closed', { key: 'ticket:42:closed' }),
    news(anna, 'Closed', { key: 'ticket:42:closed' }),
  );
  const [again, other] = await enqueue(
    news(anna, 'Closed', { key: 'ticket:42:closed' }),
    news(anna, 'Reopened', { key: 'ticket:42:reopened' }),
  );
  await worker.idle();
  expect([twin, again]).toEqual([first, first]);
  expect(other).not.toBe(first);
  expect(channel.texts()).toEqual(['Closed', 'Reopened']);
});

test('A notice does not leave before its time, and lets later ones of its chat pass', async () => {
  const { channel, enqueue, worker, platform, pass } = await openLedger();
  const notBefore = new Date(platform.clock.now().getTime() + 3600_000);
  await enqueue(news(anna, 'In the morning', { notBefore }), news(anna, 'Now'));
  await worker.idle();
  expect(channel.texts()).toEqual(['Now']);
  await pass(3600);
  expect(channel.texts()).toEqual(['Now', 'In the morning']);
});

test('A notice that nobody could send in its lifetime expires, with a reason', async () => {
  const { channel, enqueue, worker, find, pass, platform } = await openLedger();
  await platform.database.transaction((tx) => closeLane(tx, lane(anna), 'blocked'));
  const [id = ''] = await enqueue(news(anna, 'Soon stale', { lifeSeconds: 600 }));
  await worker.idle();
  expect(await find(id)).toMatchObject({ state: 'unreachable', reason: 'blocked', waiting: true });
  await pass(601);
  expect(await find(id)).toMatchObject({ state: 'expired', waiting: false });
  expect(channel.recorded).toMatchObject([{ notice: { id }, outcome: { kind: 'expired' } }]);
  await platform.database.transaction((tx) => reopenLane(tx, platform, lane(anna)));
  await worker.idle();
  expect(channel.sent).toEqual([]);
});

test('A cancelled notice is not sent, and only those of its subject and kind are cancelled', async () => {
  const { channel, enqueue, worker, find, platform } = await openLedger();
  const subject = { kind: 'sign_up', id: '7' };
  await platform.database.transaction((tx) => closeLane(tx, lane(anna), 'away'));
  const [code = '', hint = ''] = await enqueue(
    news(anna, 'Old code', { subject, kind: 'sign_up.code' }),
    news(anna, 'Hint', { subject, kind: 'sign_up.hint' }),
  );
  const cancelled = await platform.database.transaction((tx) =>
    cancelNotices(tx, { subject, kind: 'sign_up.code' }),
  );
  expect(cancelled).toEqual([code]);
  await platform.database.transaction((tx) => reopenLane(tx, platform, lane(anna)));
  await worker.idle();
  expect(channel.texts()).toEqual(['Hint']);
  expect(await find(code)).toMatchObject({ state: 'cancelled', reason: 'superseded' });
  expect(await find(hint)).toMatchObject({ state: 'delivered' });
});

test('A chat that blocked the bot waits while others go on, and gets what is left when it is back', async () => {
  const { channel, enqueue, worker, find, platform } = await openLedger();
  channel.answer(anna, blocked);
  const [first = '', second = '', other = ''] = await enqueue(
    news(anna, 'One'),
    news(anna, 'Two'),
    news(boris, 'Hello'),
  );
  await worker.idle();
  const reason = 'Forbidden: bot was blocked by the user';
  expect(await find(first)).toMatchObject({ state: 'unreachable', reason, waiting: true });
  expect(await find(second)).toMatchObject({ state: 'unreachable', reason, tries: 0 });
  expect(await find(other)).toMatchObject({ state: 'delivered' });
  expect(await countWaiting(platform.database.handle)).toBe(2);
  await platform.database.transaction((tx) => reopenLane(tx, platform, lane(anna)));
  await worker.idle();
  expect(channel.texts(anna)).toEqual(['One', 'One', 'Two']);
  expect(await find(first)).toMatchObject({ state: 'delivered', perhapsTwice: false });
});

test('A defect of ours is kept for the operator, and the chat goes on', async () => {
  const { channel, enqueue, worker, find } = await openLedger();
  channel.answer(anna, { kind: 'failed', reason: "Bad Request: can't parse entities" });
  const [bad = '', good = ''] = await enqueue(news(anna, 'Broken'), news(anna, 'Whole'));
  await worker.idle();
  expect(await find(bad)).toMatchObject({ state: 'failed', waiting: false, tries: 1 });
  expect(await find(good)).toMatchObject({ state: 'delivered' });
});

test('What the person may no longer see is skipped just before sending', async () => {
  const mayDeliver = async () => ({ skip: 'connection.gone' });
  const { channel, deliver } = await openLedger({ channel: scriptedChannel({ mayDeliver }) });
  const facts = await deliver(news(anna, 'Secret ticket'));
  expect(facts).toMatchObject({ state: 'skipped', reason: 'connection.gone', waiting: false });
  expect(channel.sent).toEqual([]);
});

test('A burst to a thousand chats is delivered once each, many at a time', async () => {
  const { channel, enqueue, worker, platform } = await openLedger();
  await enqueue(...Array.from({ length: 1000 }, (_, chat) => news(`2${chat}`, `For ${chat}`)));
  await worker.idle();
  expect(new Set(channel.texts()).size).toBe(1000);
  expect(channel.sent.length).toBe(1000);
  expect(channel.most).toMatchObject({ inOneLane: 1 });
  expect(await countWaiting(platform.database.handle)).toBe(0);
});

test('The recording transaction tells the channel what became of each notice', async () => {
  const { channel, deliver } = await openLedger();
  const person = { kind: 'client' as const, id: 'anna' };
  const { id } = await deliver(
    news(anna, 'Hello', { person, subject: { kind: 'ticket', id: '42' } }),
  );
  expect(channel.recorded).toMatchObject([
    {
      notice: { id, state: 'delivered', person, subject: { kind: 'ticket', id: '42' } },
      outcome: { kind: 'delivered', messageId: '1' },
    },
  ]);
});

test('A hook that always throws costs nobody an outcome', async () => {
  const channel = scriptedChannel();
  channel.recordOutcome = async (_tx, notice) => {
    if (notice.lane.address === anna) throw new Error('A defect in the hook.');
  };
  const { enqueue, worker, find } = await openLedger({ channel });
  const [first = '', other = ''] = await enqueue(news(anna, 'One'), news(boris, 'Two'));
  await worker.idle();
  expect(await find(first)).toMatchObject({ state: 'delivered', tries: 1 });
  expect(await find(other)).toMatchObject({ state: 'delivered', tries: 1 });
});

test('Neither addresses nor words are logged', async () => {
  const { channel, enqueue, worker, platform } = await openLedger();
  const address = '7123456';
  channel.answer(address, { kind: 'failed', reason: `Bad Request: chat ${address} is odd` });
  await enqueue(news(address, 'Private words'), news(address, 'Other words'));
  await worker.idle();
  const log = platform.logged.join('\n');
  expect(log).toContain('A notice could not be sent.');
  expect(log).not.toMatch(/7123456|words/);
});

test('Stopping finishes what is under way', async () => {
  const { channel, enqueue, worker, find } = await openLedger();
  const begun = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  channel.answer(anna, async () => {
    begun.resolve();
    await goOn.promise;
    return { kind: 'delivered', messageId: '1' };
  });
  const [id = '', next = ''] = await enqueue(news(anna, 'One'), news(anna, 'Two'));
  await begun.promise;
  const stopped = worker.stop();
  goOn.resolve();
  await stopped;
  expect(await find(id)).toMatchObject({ state: 'delivered' });
  expect(await find(next)).toMatchObject({ state: 'queued', waiting: true });
});

test('A cancelled notice that is being sent is not tried again when it is refused', async () => {
  const { channel, enqueue, find, platform, worker, pass } = await openLedger();
  const subject = { kind: 'sign_up', id: '7' };
  const begun = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  channel.answer(anna, async () => {
    begun.resolve();
    await goOn.promise;
    return tooMany(3);
  });
  const [id = ''] = await enqueue(news(anna, 'Old code', { subject, rank: 'code' }));
  await begun.promise;
  const cancelled = await platform.database.transaction((tx) => cancelNotices(tx, { subject }));
  expect(cancelled).toEqual([]);
  goOn.resolve();
  await worker.idle();
  await pass(60);
  expect(channel.sent).toHaveLength(1);
  expect(await find(id)).toMatchObject({ state: 'expired', waiting: false });
});

test('A hook that throws keeps nothing from expiring', async () => {
  const channel = scriptedChannel();
  channel.recordOutcome = async () => {
    throw new Error('A defect in the hook.');
  };
  const { enqueue, find, platform, pass, deliver } = await openLedger({ channel });
  await platform.database.transaction((tx) => closeLane(tx, lane(anna), 'away'));
  const [id = ''] = await enqueue(news(anna, 'Stale', { lifeSeconds: 60 }));
  await pass(61);
  expect(await find(id)).toMatchObject({ state: 'expired' });
  expect(await deliver(news(boris, 'Fresh'))).toMatchObject({ state: 'delivered' });
});
