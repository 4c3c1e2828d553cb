/** A clock that was wrong is set back by hours (a laptop whose own clock shows local time): what is written then does not wait for the time to come again. */
import { expect, test } from 'vitest';
import { anna, news, openLedger, shareLedgerDatabase } from './ledger-test.ts';

shareLedgerDatabase();

const back = -3 * 3600;

test('A chat does not wait for its pace', async () => {
  const { channel, enqueue, worker, pass } = await openLedger({ rates: {} });
  await enqueue(news(anna, 'Before'));
  await worker.idle();
  await pass(back);
  await enqueue(news(anna, 'After'));
  await worker.idle();
  expect(channel.texts()).toEqual(['Before', 'After']);
});

test('The whole bot does not wait for its bucket', async () => {
  // So slow that nothing refills while the test runs.
  const rates = { perSecond: 0.0001, capacity: 2, reserve: 0 };
  const { channel, enqueue, worker, pass } = await openLedger({ rates });
  await enqueue(news('31', 'Before'), news('32', 'Before'));
  await worker.idle();
  await pass(back);
  await enqueue(news('33', 'After'));
  await worker.idle();
  expect(channel.texts()).toEqual(['Before', 'Before', 'After']);
});

test('What is over ends in time', async () => {
  const { platform, enqueue, find, pass } = await openLedger();
  await pass(back);
  const notBefore = new Date(platform.clock.now().getTime() + 3_600_000);
  const [id = ''] = await enqueue(news(anna, 'Short', { notBefore, lifeSeconds: 60 }));
  await pass(120);
  expect(await find(id)).toMatchObject({ state: 'expired' });
});
