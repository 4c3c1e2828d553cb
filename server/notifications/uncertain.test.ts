import { eq, isNotNull, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { TestDatabase } from '../../testing/database.ts';
import { testPlatform } from '../../testing/platform.ts';
import { rows } from '../platform/database.ts';
import { openBucket } from './bot-hold.ts';
import { admitFresh, claimHeads } from './lanes.queries.ts';
import {
  anna,
  boris,
  emptyDatabase,
  type Ledger,
  news,
  openLedger,
  shareLedgerDatabase,
} from './ledger-test.ts';
import { lanes, notices } from './notifications.tables.ts';
import { enqueueNotices } from './notifications.ts';
import { allowanceOf, unlimited } from './rates.ts';
import { blocked, delivered, scriptedChannel, tooMany, uncertain } from './scripted-channel.ts';
import { ownerLock } from './sweep.ts';

shareLedgerDatabase();

test('When the answer never came the chat waits, then the notice is sent once more and marked', async () => {
  const { channel, enqueue, worker, find, pass } = await openLedger();
  channel.answer(anna, uncertain);
  const [first = '', second = ''] = await enqueue(news(anna, 'One'), news(anna, 'Two'));
  await worker.idle();
  expect(await find(first)).toMatchObject({ state: 'uncertain', waiting: true });
  await pass(5);
  expect(channel.texts()).toEqual(['One']);
  await pass(6);
  expect(channel.texts()).toEqual(['One', 'One', 'Two']);
  expect(channel.sent.map(({ again }) => again)).toEqual([false, true, false]);
  expect(await find(first)).toMatchObject({ state: 'delivered', perhapsTwice: true, tries: 2 });
  expect(await find(second)).toMatchObject({ state: 'delivered', perhapsTwice: false });
});

test('A second uncertain try ends the notice as uncertain, and the chat goes on', async () => {
  const { channel, enqueue, worker, find, pass } = await openLedger();
  channel.answer(anna, uncertain, uncertain);
  const [first = ''] = await enqueue(news(anna, 'One'), news(anna, 'Two'));
  await worker.idle();
  await pass(11);
  await pass(60);
  expect(channel.texts()).toEqual(['One', 'One', 'Two']);
  expect(await find(first)).toMatchObject({ state: 'uncertain', waiting: false, tries: 2 });
});

test('A refusal in between does not take away the mark nor grant a third sending', async () => {
  const { channel, enqueue, worker, find, pass } = await openLedger();
  channel.answer(anna, uncertain, tooMany(30));
  const [id = ''] = await enqueue(news(anna, 'One'));
  await worker.idle();
  await pass(11);
  expect(await find(id)).toMatchObject({ state: 'uncertain', waiting: true });
  await pass(31);
  expect(await find(id)).toMatchObject({ state: 'delivered', perhapsTwice: true, tries: 3 });
});

test('A code is never sent twice: it ends as uncertain at once and the chat goes on', async () => {
  const { channel, enqueue, worker, find, pass } = await openLedger();
  channel.answer(anna, uncertain);
  const [code = ''] = await enqueue(news(anna, 'Code', { rank: 'code' }), news(anna, 'Two'));
  await worker.idle();
  expect(channel.texts()).toEqual(['Code', 'Two']);
  await pass(60);
  expect(channel.texts()).toEqual(['Code', 'Two']);
  expect(await find(code)).toMatchObject({ state: 'uncertain', waiting: false, tries: 1 });
});

test('A code that could not be delivered to a blocked chat is not sent when the chat is back', async () => {
  const { channel, deliver } = await openLedger();
  channel.answer(anna, blocked);
  const facts = await deliver(news(anna, 'Code', { rank: 'code' }));
  expect(facts).toMatchObject({ state: 'unreachable', waiting: false });
});

test('A send that hangs is given up after 10 seconds, and its late answer still counts', async () => {
  const { channel, enqueue, worker, find, platform } = await openLedger();
  const answer = Promise.withResolvers<void>();
  const aborted = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  channel.answer(anna, async (_message, signal) => {
    signal.addEventListener('abort', () => aborted.resolve());
    begun.resolve();
    await answer.promise;
    return delivered('late');
  });
  const [id = ''] = await enqueue(news(anna, 'Slow'));
  await begun.promise;
  await platform.advance(10_000);
  await aborted.promise;
  await worker.idle();
  expect(await find(id)).toMatchObject({ state: 'uncertain', waiting: true });
  answer.resolve();
  await expect
    .poll(() => find(id))
    .toMatchObject({
      state: 'delivered',
      messageId: 'late',
      perhapsTwice: false,
      waiting: false,
    });
  await platform.advance(60_000);
  await worker.idle();
  expect(channel.texts()).toEqual(['Slow']);
});

test('A late answer while the repetition is under way leaves both known', async () => {
  const { channel, enqueue, worker, find, platform } = await openLedger();
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const [firstBegun, secondBegun] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  channel.answer(
    anna,
    async () => {
      firstBegun.resolve();
      await first.promise;
      return delivered('first');
    },
    async () => {
      secondBegun.resolve();
      await second.promise;
      return blocked;
    },
  );
  const [id = ''] = await enqueue(news(anna, 'Slow'));
  await firstBegun.promise;
  await platform.advance(10_000);
  await worker.idle();
  await platform.advance(10_000);
  await secondBegun.promise;
  first.resolve();
  await expect.poll(() => find(id)).toMatchObject({ state: 'sending', messageId: 'first' });
  second.resolve();
  await worker.idle();
  expect(await find(id)).toMatchObject({ state: 'delivered', messageId: 'first', waiting: false });
});

test('What a dead instance was sending becomes uncertain at once, not lost and not queued', async () => {
  const { on, id, token } = await abandonedSend('dead instance');
  const { channel, worker, find, pass } = await openLedger({ on });
  await worker.idle();
  expect(await find(id)).toMatchObject({ state: 'uncertain', reason: 'lease.lost', tries: 1 });
  expect(token).toBeTruthy();
  await pass(11);
  expect(channel.texts()).toEqual(['Under way']);
  expect(await find(id)).toMatchObject({ state: 'delivered', perhapsTwice: true, tries: 2 });
});

test('The lease of a living instance is left alone until it runs out', async () => {
  const { on, id } = await abandonedSend('living instance');
  const life = await on.database.tryLock(ownerLock('living instance'));
  const { worker, find, pass } = await openLedger({ on });
  await worker.idle();
  await pass(20);
  expect(await find(id)).toMatchObject({ state: 'sending' });
  await pass(11);
  expect(await find(id)).toMatchObject({ state: 'uncertain', reason: 'lease.lost' });
  await life?.release();
});

test('A lease that ran out frees the chat also when its notice is gone', async () => {
  const { on, id } = await abandonedSend('dead instance');
  await on.database.handle.delete(notices).where(eq(notices.id, id));
  const { channel, enqueue, worker, pass } = await openLedger({ on });
  await enqueue(news(anna, 'Next'));
  await worker.idle();
  expect(channel.texts()).toEqual([]);
  await pass(31);
  expect(channel.texts()).toEqual(['Next']);
  expect(await leasesLeft(on)).toBe(0);
});

test('A channel that breaks after writing leaves the notice uncertain, before writing it is tried again', async () => {
  const channel = scriptedChannel();
  const breaks = ['before', 'after'];
  const { deliver } = channel;
  channel.deliver = async (message, signal) => {
    const now = breaks.shift();
    if (now === 'after') message.written();
    if (now) throw new Error('A defect in the channel.');
    return deliver.call(channel, message, signal);
  };
  const { enqueue, worker, find, pass } = await openLedger({ channel });
  const [id = ''] = await enqueue(news(anna, 'One'));
  await worker.idle();
  expect(await find(id)).toMatchObject({ state: 'queued', reason: 'channel.broke' });
  await pass(2);
  expect(await find(id)).toMatchObject({ state: 'uncertain', waiting: true });
  await pass(11);
  expect(await find(id)).toMatchObject({ state: 'delivered', perhapsTwice: true });
});

test('Nothing is written when the lease would not outlive the send', async () => {
  const channel = scriptedChannel();
  let late: Ledger['platform'] | undefined;
  // The process was asleep between its claim and its request.
  channel.mayDeliver = async () => {
    late?.clock.tick(21_000);
    late = undefined;
    return true;
  };
  const { platform, enqueue, worker, find } = await openLedger({ channel });
  late = platform;
  const [id = ''] = await enqueue(news(anna, 'One'));
  await worker.idle();
  expect(channel.sent).toEqual([]);
  expect(await find(id)).toMatchObject({ state: 'queued', waiting: true });
});

test('What may have arrived once never ends as if it had not', async () => {
  const { channel, enqueue, worker, find, pass } = await openLedger();
  channel.answer(anna, uncertain, { kind: 'failed', reason: 'Bad Request: something' });
  const [failed = ''] = await enqueue(news(anna, 'One'));
  channel.answer(boris, uncertain);
  const [stale = ''] = await enqueue(news(boris, 'Two', { lifeSeconds: 5 }));
  await worker.idle();
  await pass(11);
  expect(await find(failed)).toMatchObject({ state: 'uncertain', waiting: false });
  expect(await find(stale)).toMatchObject({ state: 'uncertain', waiting: false });
});

function leasesLeft({ database }: TestDatabase): Promise<number> {
  return database.handle.$count(lanes, isNotNull(lanes.leaseToken));
}

/** A worker that died between its commit and the answer. */
async function abandonedSend(owner: string) {
  const on = await emptyDatabase();
  const platform = await testPlatform({}, on);
  const [id = ''] = await on.database.transaction((tx) =>
    enqueueNotices(tx, platform, [news(anna, 'Under way')]),
  );
  const [attempt] = await on.database.transaction(async (tx) => {
    await openBucket(tx, 'telegram', unlimited.capacity);
    await admitFresh(tx, 'telegram', unlimited);
    return claimHeads(tx, {
      ...{
        channel: 'telegram',
        owner,
        rates: unlimited,
        most: 10,
        leaseSeconds: 30,
        fileLeaseSeconds: 120,
      },
      allowance: (tokens) => allowanceOf(tokens, unlimited),
    });
  });
  const [lane] = await rows<{ owner: string }>(
    on.database.handle,
    sql`select lease_owner as owner from lanes`,
  );
  expect(lane).toEqual({ owner });
  return { on, id, token: attempt?.token };
}
