import { expect, test } from 'vitest';
import { change, client } from './fold-test.ts';
import {
  anna,
  boris,
  emptyDatabase,
  type Ledger,
  news,
  openLedger,
  shareLedgerDatabase,
} from './ledger-test.ts';
import { cancelNotices, countWaiting, moveNotices } from './notifications.ts';
import { tooMany, uncertain } from './scripted-channel.ts';

shareLedgerDatabase();

const lane = (address: string) => ({ channel: 'telegram' as const, address });
const ticket = (id: string) => ({ kind: 'ticket', id });

/** One that has gone, and two that wait behind a chat that answers 429. */
async function heldUp(ledger: Ledger, ...texts: string[]): Promise<string[]> {
  ledger.channel.answer(anna, tooMany(60));
  const [first = ''] = await ledger.enqueue(news(anna, 'First'));
  await ledger.worker.idle();
  const ids = await ledger.enqueue(...texts.map((text) => change(anna, '42', text)));
  await ledger.worker.idle();
  expect(await ledger.find(first)).toMatchObject({ state: 'queued' });
  return ids;
}

test('The first change goes at once; those of the next seconds become one message', async () => {
  const { channel, deliver, enqueue, find, pass, worker, platform } = await openLedger();
  expect(await deliver(change(anna, '42', 'opened'))).toMatchObject({ state: 'delivered' });
  const [one = ''] = await enqueue(change(anna, '42', 'answered'));
  await pass(2);
  const [two = ''] = await enqueue(change(anna, '42', 'resolved'));
  await worker.idle();
  expect(channel.texts()).toEqual(['#42: opened']);
  await pass(3);
  expect(channel.texts()).toEqual(['#42: opened', '#42\n\nanswered\n\nresolved']);
  const digest = channel.sent[1];
  expect(digest).toMatchObject({
    kind: 'digest.subject',
    person: client,
    subject: ticket('42'),
    rank: 'news',
    keyboard: { inline: [[{ text: 'resolved' }]] },
    silent: false,
  });
  for (const id of [one, two]) {
    expect(await find(id)).toMatchObject({
      state: 'folded',
      foldedInto: digest?.noticeId,
      waiting: false,
      tries: 0,
      settledAt: expect.any(Date),
    });
  }
  expect(await find(digest?.noticeId ?? '')).toMatchObject({ state: 'delivered', tries: 1 });
  expect(await countWaiting(platform.database.handle)).toBe(0);
});

test('Changes that come steadily come every five seconds, not never', async () => {
  const { channel, enqueue, pass, worker } = await openLedger();
  for (let second = 0; second < 12; second++) {
    await enqueue(change(anna, '42', String(second)));
    await pass(1);
  }
  await worker.idle();
  await pass(5);
  const told = channel.texts().map((text) => text.replace(/^#42(:|\n\n)\s*/, '').split('\n\n'));
  expect(told[0]).toEqual(['0']);
  expect(told.flat()).toEqual(Array.from({ length: 12 }, (_, second) => String(second)));
  expect(told.length).toBeLessThan(6);
});

test('Those of one moment fold at once', async () => {
  const { channel, enqueue, worker } = await openLedger();
  await enqueue(change(anna, '42', 'answered'), change(anna, '42', 'resolved'));
  await worker.idle();
  expect(channel.texts()).toEqual(['#42\n\nanswered\n\nresolved']);
});

test('Nothing folds with another subject, person, chat or rank, nor what has nothing to fold', async () => {
  const { channel, enqueue, worker } = await openLedger();
  await enqueue(
    change(anna, '42', 'one'),
    change(anna, '43', 'two'),
    change(anna, '42', 'three', { person: { kind: 'staff', id: 'anna' } }),
    change(boris, '42', 'four', { person: { kind: 'client', id: 'boris' } }),
    change(anna, '42', 'five', { rank: 'answer' }),
    change(anna, '42', 'six', { fold: undefined }),
    change(anna, '42', 'seven', { secret: '123456' }),
  );
  await worker.idle();
  expect(channel.texts(anna)).toEqual([
    '#42: five',
    '#42: one',
    '#43: two',
    '#42: three',
    '#42: six',
    '#42: seven',
  ]);
  expect(channel.texts(boris)).toEqual(['#42: four']);
});

test('What a held chat has kept back goes out as one', async () => {
  const ledger = await openLedger();
  await heldUp(ledger, 'answered', 'resolved', 'closed');
  await ledger.pass(61);
  expect(ledger.channel.texts()).toEqual([
    'First',
    'First',
    '#42\n\nanswered\n\nresolved\n\nclosed',
  ]);
});

test('An attempt that may have arrived does not fold, and what follows keeps its order', async () => {
  const { channel, enqueue, find, pass, worker } = await openLedger();
  channel.answer(anna, uncertain);
  const [first = ''] = await enqueue(change(anna, '42', 'opened'));
  await worker.idle();
  await enqueue(change(anna, '42', 'answered'), change(anna, '42', 'resolved'));
  await pass(11);
  expect(channel.texts()).toEqual(['#42: opened', '#42: opened', '#42\n\nanswered\n\nresolved']);
  expect(await find(first)).toMatchObject({ state: 'delivered', perhapsTwice: true });
});

test('A digest that was refused for now is tried again as it was, before what came later', async () => {
  const { channel, enqueue, pass, worker } = await openLedger();
  channel.answer(anna, tooMany(10));
  await enqueue(change(anna, '42', 'answered'), change(anna, '42', 'resolved'));
  await worker.idle();
  await enqueue(news(anna, 'Later'), change(anna, '42', 'closed'));
  await pass(11);
  const digest = '#42\n\nanswered\n\nresolved';
  expect(channel.texts()).toEqual([digest, digest, 'Later', '#42: closed']);
  expect(channel.sent[0]?.noticeId).toBe(channel.sent[1]?.noticeId);
});

test('A digest that may have arrived is sent once more, and never a third time', async () => {
  const { channel, enqueue, find, pass, worker } = await openLedger();
  channel.answer(anna, uncertain, uncertain);
  await enqueue(change(anna, '42', 'answered'), change(anna, '42', 'resolved'));
  await worker.idle();
  await pass(11);
  await pass(60);
  expect(channel.sent).toHaveLength(2);
  const id = channel.sent[0]?.noticeId ?? '';
  expect(await find(id)).toMatchObject({ state: 'uncertain', waiting: false });
});

test('What is taken back is not told by a digest that waits: the rest of it is', async () => {
  const ledger = await openLedger();
  const { channel, find, pass, platform } = ledger;
  channel.answer(anna, tooMany(30));
  const [one = '', two = '', three = ''] = await ledger.enqueue(
    change(anna, '42', 'due soon', { kind: 'invoice.due_soon' }),
    change(anna, '42', 'answered'),
    change(anna, '42', 'resolved'),
  );
  await ledger.worker.idle();
  const old = (await find(one)).foldedInto ?? '';
  const cancelled = await platform.database.transaction((tx) =>
    cancelNotices(tx, { subject: ticket('42'), kind: 'invoice.due_soon', reason: 'needless' }),
  );
  expect(cancelled).toEqual([one]);
  expect(await find(one)).toMatchObject({ state: 'cancelled', reason: 'needless' });
  await pass(31);
  expect(channel.texts().at(-1)).toBe('#42\n\nanswered\n\nresolved');
  expect(await find(old)).toMatchObject({ state: 'cancelled', reason: 'digest.anew' });
  for (const id of [two, three]) {
    expect(await find(id)).toMatchObject({ state: 'folded' });
    expect((await find(id)).foldedInto).not.toBe(old);
  }
  expect(await countWaiting(platform.database.handle)).toBe(0);
});

test('What is taken back while its digest is being sent goes with it, but is not tried again', async () => {
  const ledger = await openLedger();
  const { channel, enqueue, find, pass, platform, worker } = ledger;
  const begun = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  channel.answer(anna, async () => {
    begun.resolve();
    await goOn.promise;
    return tooMany(3);
  });
  const [one = ''] = await enqueue(
    change(anna, '42', 'due soon', { kind: 'invoice.due_soon' }),
    change(anna, '42', 'answered'),
  );
  await begun.promise;
  await platform.database.transaction((tx) =>
    cancelNotices(tx, { subject: ticket('42'), kind: 'invoice.due_soon' }),
  );
  expect(await find(one)).toMatchObject({ state: 'folded' });
  goOn.resolve();
  await worker.idle();
  await pass(10);
  await pass(3);
  expect(channel.texts()).toEqual(['#42\n\ndue soon\n\nanswered', '#42: answered']);
  expect(await find(one)).toMatchObject({ state: 'expired', waiting: false });
});

test('Taking back all of a subject takes its digest back', async () => {
  const ledger = await openLedger();
  const { channel, find, pass, platform } = ledger;
  channel.answer(anna, tooMany(30));
  const [one = ''] = await ledger.enqueue(change(anna, '42', 'a'), change(anna, '42', 'b'));
  await ledger.worker.idle();
  await platform.database.transaction((tx) => cancelNotices(tx, { subject: ticket('42') }));
  await pass(31);
  expect(channel.sent).toHaveLength(1);
  const digest = (await find(one)).foldedInto ?? '';
  expect(await find(digest)).toMatchObject({ state: 'cancelled', reason: 'superseded' });
});

test('What is over by the time that its digest can go is left out of it', async () => {
  const ledger = await openLedger();
  const { channel, enqueue, find, pass, worker } = ledger;
  channel.answer(anna, tooMany(3600));
  const [stale = ''] = await enqueue(
    change(anna, '42', 'due soon', { lifeSeconds: 600 }),
    change(anna, '42', 'answered'),
  );
  await worker.idle();
  await pass(3601);
  await worker.idle();
  expect(channel.texts().at(-1)).toBe('#42: answered');
  await pass(3);
  expect(await find(stale)).toMatchObject({ state: 'expired' });
});

test('A digest moves with its person, and is made anew where they are now', async () => {
  const ledger = await openLedger();
  const { channel, enqueue, find, platform, worker } = ledger;
  channel.answer(anna, tooMany(30));
  const ids = await enqueue(
    change(anna, '42', 'due soon', { kind: 'invoice.due_soon' }),
    change(anna, '42', 'answered'),
    change(anna, '42', 'resolved'),
  );
  await worker.idle();
  const to = { person: { kind: 'client', id: 'another' } as const, lane: lane(boris) };
  await platform.database.transaction(async (tx) => {
    await moveNotices(tx, platform, { from: { person: client, lane: lane(anna) }, to });
    await cancelNotices(tx, { subject: ticket('42'), kind: 'invoice.due_soon' });
  });
  await worker.idle();
  expect(channel.texts(boris)).toEqual(['#42\n\nanswered\n\nresolved']);
  expect(channel.texts(anna)).toHaveLength(1);
  expect((await find(ids[1] ?? '')).person).toEqual(to.person);
});

test('Two instances fold each notice once', async () => {
  const on = await emptyDatabase();
  const one = await openLedger({ on });
  const two = await openLedger({ on, channel: one.channel });
  const ids: string[] = [];
  for (let round = 0; round < 5; round++) {
    for (const ledger of [one, two]) {
      const some = Array.from({ length: 40 }, (_, number) =>
        change(`9${number % 10}`, String(number % 10), `${ids.length + number}.`),
      );
      ids.push(...(await ledger.enqueue(...some)));
    }
    await one.pass(3);
  }
  await one.pass(10);
  await expect.poll(() => countWaiting(on.database.handle), { timeout: 20_000 }).toBe(0);
  await Promise.all([one.worker.idle(), two.worker.idle()]);
  const told = one.channel.texts().flatMap((text) => text.match(/\d+(?=\.)/g) ?? []);
  expect(told.map(Number).toSorted((a, b) => a - b)).toEqual(ids.map((_, number) => number));
  expect(one.channel.sent.length).toBeLessThan(ids.length);
  expect(one.channel.most.inOneLane).toBe(1);
});
