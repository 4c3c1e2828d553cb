import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rows } from '../platform/database.ts';
import { anna, boris, news, olga, openLedger, shareLedgerDatabase } from './ledger-test.ts';
import { type Rank, ranks } from './notice.ts';
import type { NewNotice } from './notifications.ts';

shareLedgerDatabase();

/** So slow that nothing refills while a test runs. */
const almostStill = 0.0001;

function toMany(count: number, more: Partial<NewNotice> = {}, first = 0): NewNotice[] {
  return Array.from({ length: count }, (_, chat) => news(`3${first + chat}`, 'Hello', more));
}

test('Ordinary news leaves the last of the bucket to codes and answers', async () => {
  const rates = { perSecond: almostStill, capacity: 10, reserve: 5 };
  const { channel, enqueue, worker } = await openLedger({ rates });
  await enqueue(...toMany(20, { rank: 'broadcast' }));
  await worker.idle();
  expect(channel.sent).toHaveLength(5);
  await enqueue(...toMany(4, { rank: 'code' }, 100), ...toMany(4, { rank: 'answer' }, 200));
  await worker.idle();
  const sent = channel.sent.slice(5).map(({ rank }) => rank);
  expect(sent.toSorted()).toEqual(['answer', 'code', 'code', 'code', 'code']);
});

test('The bucket refills with time and never beyond its capacity', async () => {
  const rates = { perSecond: 0.01, capacity: 10, reserve: 0 };
  const { channel, enqueue, worker, pass } = await openLedger({ rates });
  await enqueue(...toMany(40));
  await worker.idle();
  expect(channel.sent).toHaveLength(10);
  await pass(310);
  expect(channel.sent).toHaveLength(13);
  await pass(100_000);
  expect(channel.sent).toHaveLength(23);
});

test('One chat gets a small burst and then one message after the other', async () => {
  const rates = { perLane: { perSecond: 0.01, burst: 3 } };
  const { channel, enqueue, worker, pass } = await openLedger({ rates });
  await enqueue(...Array.from({ length: 6 }, (_, number) => news(anna, `${number}`)));
  await worker.idle();
  expect(channel.texts()).toEqual(['0', '1', '2']);
  await pass(50);
  expect(channel.sent).toHaveLength(3);
  await pass(60);
  expect(channel.sent).toHaveLength(4);
  await pass(100);
  expect(channel.sent).toHaveLength(5);
});

test('A chat at its pace does not keep others waiting', async () => {
  const rates = { perLane: { perSecond: almostStill, burst: 1 } };
  const { channel, enqueue, worker } = await openLedger({ rates });
  await enqueue(news(anna, 'A1'), news(anna, 'A2'), news(boris, 'B1'), news(olga, 'O1'));
  await worker.idle();
  expect(channel.texts().toSorted()).toEqual(['A1', 'B1', 'O1']);
});

test('In no window of t seconds do more than 25 t + 10 messages leave, whatever comes when', {
  timeout: 120_000,
}, async () => {
  const { platform, enqueue, worker } = await openLedger({ rates: {} });
  const step = fc.record({
    count: fc.integer({ min: 0, max: 40 }),
    chats: fc.integer({ min: 1, max: 40 }),
    rank: fc.constantFrom<Rank>(...ranks),
    milliseconds: fc.integer({ min: 0, max: 1500 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 5 }), async (steps) => {
      for (const { count, chats, rank, milliseconds } of steps) {
        await enqueue(
          ...Array.from({ length: count }, (_, each) => news(`4${each % chats}`, 'Hi', { rank })),
        );
        await platform.advance(milliseconds);
        await worker.idle();
      }
      const found = await rows<{ at: string }>(
        platform.database.handle,
        sql`select extract(epoch from started_at)::text as at from notice_tries order by started_at`,
      );
      expectWithin(found.map(({ at }) => Number(at)));
    }),
    { numRuns: 4 },
  );
});

function expectWithin(times: readonly number[]): void {
  for (const [first, start] of times.entries()) {
    for (const [more, end] of times.slice(first).entries()) {
      const allowed = 25 * (end - start) + 10 + 1e-4;
      if (more + 1 > allowed) {
        throw new Error(`${more + 1} messages left within ${end - start} s.`);
      }
    }
  }
  expect(times.length).toBeGreaterThan(0);
}
