import { expect, test } from 'vitest';
import { anna, emptyDatabase, news, openLedger, shareLedgerDatabase } from './ledger-test.ts';
import { countWaiting } from './notifications.ts';

shareLedgerDatabase();

test('Two workers on one database never send a notice twice, nor two at once to one chat', async () => {
  const on = await emptyDatabase();
  const one = await openLedger({ on });
  const two = await openLedger({ on, channel: one.channel });
  const texts = Array.from({ length: 400 }, (_, number) => `${number % 40}: ${number}`);
  for (let start = 0; start < texts.length; start += 80) {
    await Promise.all([
      one.enqueue(...notices(texts.slice(start, start + 40))),
      two.enqueue(...notices(texts.slice(start + 40, start + 80))),
    ]);
  }
  await expect.poll(() => countWaiting(on.database.handle), { timeout: 20_000 }).toBe(0);
  await Promise.all([one.worker.idle(), two.worker.idle()]);
  expect(one.channel.texts().toSorted()).toEqual(texts.toSorted());
  expect(one.channel.most.inOneLane).toBe(1);
});

test('A notice written by one instance wakes the worker of another', async () => {
  const on = await emptyDatabase();
  const writer = await openLedger({ on });
  await writer.worker.stop();
  const { channel } = await openLedger({ on });
  await writer.enqueue(news(anna, 'Hello'));
  await expect.poll(() => channel.texts()).toEqual(['Hello']);
});

test('Two workers share one bucket', async () => {
  const on = await emptyDatabase();
  const rates = { perSecond: 0.0001, capacity: 10, reserve: 0 };
  const one = await openLedger({ on, rates });
  const two = await openLedger({ on, rates, channel: one.channel });
  await one.enqueue(...Array.from({ length: 40 }, (_, chat) => news(`7${chat}`, 'Hello')));
  await Promise.all([one.worker.idle(), two.worker.idle()]);
  expect(one.channel.sent).toHaveLength(10);
});

function notices(texts: readonly string[]) {
  return texts.map((text) => news(`8${text.split(':')[0]}`, text));
}
