import { expect, test } from 'vitest';
import type { Outcome } from './channel.ts';
import {
  anna,
  boris,
  emptyDatabase,
  news,
  olga,
  openLedger,
  shareLedgerDatabase,
} from './ledger-test.ts';
import { closeLane, enqueueNotices, reopenLane } from './notifications.ts';
import { blocked, tooMany } from './scripted-channel.ts';

shareLedgerDatabase();

const noConnection: Outcome = {
  kind: 'retry',
  afterSeconds: 0,
  scope: 'lane',
  cause: 'connect',
  reason: 'connect ECONNREFUSED',
};

const refused: Outcome = { kind: 'stop', reason: 'Unauthorized' };

test('A chat that answers 429 waits exactly as long as it was told, and others go on', async () => {
  const { channel, enqueue, worker, find, pass } = await openLedger();
  channel.answer(anna, tooMany(10_072));
  const [id = ''] = await enqueue(news(anna, 'One'), news(anna, 'Two'), news(boris, 'Other'));
  await worker.idle();
  expect(await find(id)).toMatchObject({
    state: 'queued',
    reason: 'Too Many Requests: retry after 10072',
  });
  await pass(10_060);
  expect(channel.texts(anna)).toEqual(['One']);
  expect(channel.texts(boris)).toEqual(['Other']);
  await pass(12);
  expect(channel.texts(anna)).toEqual(['One', 'One', 'Two']);
  expect(await find(id)).toMatchObject({ state: 'delivered', perhapsTwice: false });
});

test('A new notice does not lift the hold of its chat', async () => {
  const { channel, enqueue, worker, deliver } = await openLedger();
  channel.answer(anna, tooMany(3000));
  await enqueue(news(anna, 'One'));
  await worker.idle();
  const code = await deliver(news(anna, 'Code', { rank: 'code' }));
  expect(code).toMatchObject({ state: 'queued', tries: 0 });
  expect(channel.texts()).toEqual(['One']);
});

test('Blocking and unblocking the bot does not lift the hold of a chat', async () => {
  const { channel, enqueue, worker, pass, platform } = await openLedger();
  channel.answer(anna, tooMany(60));
  const { lane } = news(anna, 'One');
  await enqueue(news(anna, 'One'));
  await worker.idle();
  const { database } = platform;
  await database.transaction((tx) => closeLane(tx, lane, 'blocked'));
  await database.transaction((tx) => reopenLane(tx, platform, lane));
  await worker.idle();
  await pass(50);
  expect(channel.texts(anna)).toEqual(['One']);
  await pass(11);
  expect(channel.texts(anna)).toEqual(['One', 'One']);
});

test('Three chats that answer 429 at once hold the whole bot', async () => {
  const { channel, enqueue, worker, pass, platform, deliver } = await openLedger();
  for (const chat of [anna, boris, olga]) channel.answer(chat, tooMany(3000));
  await enqueue(news(anna, 'A'), news(boris, 'B'), news(olga, 'O'));
  await worker.idle();
  const other = await deliver(news('1004', 'Other'));
  expect(other).toMatchObject({ state: 'queued', tries: 0 });
  expect(worker.state().held?.reason).toBe('rate_limit');
  expect(platform.logged.join()).toContain('The whole bot is held.');
  await pass(3001);
  expect(channel.sent).toHaveLength(7);
  expect(worker.state().held).toBeUndefined();
});

test('Two chats that answer 429 do not hold the bot', async () => {
  const { channel, enqueue, worker, deliver } = await openLedger();
  for (const chat of [anna, boris]) channel.answer(chat, tooMany(3000));
  await enqueue(news(anna, 'A'), news(boris, 'B'));
  await worker.idle();
  expect(await deliver(news(olga, 'O'))).toMatchObject({ state: 'delivered' });
});

test('A refused connection is tried again after 1, 2, 4 … and at most 60 seconds', async () => {
  const { channel, enqueue, worker, pass } = await openLedger();
  channel.answer(anna, ...Array.from({ length: 9 }, () => noConnection));
  await enqueue(news(anna, 'One'));
  await worker.idle();
  for (const [tries, seconds] of [1, 2, 4, 8, 16, 32, 60, 60, 60].entries()) {
    expect(channel.sent).toHaveLength(tries + 1);
    await pass(seconds);
  }
  expect(channel.sent).toHaveLength(10);
  await worker.idle();
  expect(channel.recorded.at(-1)?.notice).toMatchObject({ state: 'delivered', tries: 10 });
});

test('When nobody can be connected to, the whole bot waits and comes back by itself', async () => {
  const { channel, enqueue, worker, pass, deliver } = await openLedger();
  for (const chat of [anna, boris, olga]) channel.answer(chat, noConnection);
  await enqueue(news(anna, 'A'), news(boris, 'B'), news(olga, 'O'));
  await worker.idle();
  expect(worker.state().held?.reason).toBe('connect');
  await pass(60);
  expect(await deliver(news('1004', 'Other'))).toMatchObject({ state: 'delivered' });
  expect(new Set(channel.recorded.map(({ outcome }) => outcome.kind))).toContain('retry');
  expect(channel.sent).toHaveLength(7);
});

test('A refused token holds everything, says so, and a restart tries again at once', async () => {
  const on = await emptyDatabase();
  const { channel, enqueue, worker, find, pass } = await openLedger({ on });
  channel.answer(anna, refused, refused);
  const [id = ''] = await enqueue(news(anna, 'One'));
  await worker.idle();
  expect(worker.state().held?.reason).toBe('refused: Unauthorized');
  expect(await find(id)).toMatchObject({ state: 'queued', waiting: true });
  await enqueue(news(boris, 'Two', { rank: 'code' }));
  await pass(30);
  expect(channel.sent).toHaveLength(1);
  await pass(31);
  expect(channel.texts(anna)).toEqual(['One', 'One']);
  await worker.stop();
  const restarted = await openLedger({ on });
  await restarted.worker.idle();
  expect(restarted.channel.texts(anna)).toEqual(['One']);
  expect(await find(id)).toMatchObject({ state: 'delivered' });
});

test('More than twenty unreachable chats in a row are a wrong server: all is held, and nobody is given up', async () => {
  const { channel, enqueue, worker, find, pass } = await openLedger();
  const chats = Array.from({ length: 21 }, (_, chat) => `5${chat}`);
  for (const chat of chats) channel.answer(chat, blocked);
  const ids = await enqueue(...chats.map((chat) => news(chat, 'Hello')));
  await worker.idle();
  expect(worker.state().held?.reason).toBe('many_unreachable');
  for (const id of ids) expect(await find(id)).toMatchObject({ state: 'queued', waiting: true });
  await pass(601);
  for (const id of ids) expect(await find(id)).toMatchObject({ state: 'delivered' });
  expect(channel.sent).toHaveLength(42);
});

test('A delivery between them shows that the server is right', async () => {
  const { channel, enqueue, worker, deliver } = await openLedger();
  const chats = Array.from({ length: 24 }, (_, chat) => `6${chat}`);
  for (const chat of chats) channel.answer(chat, blocked);
  await enqueue(...chats.slice(0, 12).map((chat) => news(chat, 'Hello')));
  await worker.idle();
  await deliver(news(anna, 'Between'));
  await enqueue(...chats.slice(12).map((chat) => news(chat, 'Hello')));
  await worker.idle();
  expect(worker.state().held).toBeUndefined();
  expect(await deliver(news(boris, 'After'))).toMatchObject({ state: 'delivered' });
});

test('Trouble in the database does not end the worker', async () => {
  const { platform, worker, find } = await openLedger();
  const { transaction } = platform.database;
  let broken = true;
  const broke = Promise.withResolvers<void>();
  platform.database.transaction = (run) => {
    if (!broken) return transaction(run);
    broke.resolve();
    return Promise.reject(new Error('The database is away.'));
  };
  const [id = ''] = await transaction((tx) => enqueueNotices(tx, platform, [news(anna, 'One')]));
  await broke.promise;
  await expect.poll(() => worker.state().databaseFailures).toBeGreaterThan(0);
  broken = false;
  await platform.advance(60_000);
  await worker.idle();
  expect(await find(id)).toMatchObject({ state: 'delivered' });
  expect(worker.state().databaseFailures).toBe(0);
  platform.database.transaction = transaction;
});
