import { expect, test } from 'vitest';
import { anna, boris, news, olga, openLedger } from './ledger-test.ts';

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
