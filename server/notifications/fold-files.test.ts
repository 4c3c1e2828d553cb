/** Files among what folds: they stay themselves, and come after the words that they were sent with. */
import { expect, test } from 'vitest';
import { change } from './fold-test.ts';
import { anna, openLedger, shareLedgerDatabase } from './ledger-test.ts';
import { tooMany } from './scripted-channel.ts';

shareLedgerDatabase();

const file = { source: 'file', id: 'a-file', as: 'document' } as const;

test('A file never folds, and stands between the words as it stood', async () => {
  const { channel, enqueue, deliver, pass } = await openLedger();
  await deliver(change(anna, '42', 'opened'));
  await enqueue(
    change(anna, '42', 'one'),
    change(anna, '42', 'two'),
    change(anna, '42', 'with a file', { file }),
    change(anna, '42', 'three'),
    change(anna, '42', 'four'),
  );
  channel.answer(anna, tooMany(1));
  await pass(5);
  await pass(5);
  expect(channel.texts()).toEqual([
    '#42: opened',
    ...Array(2).fill('#42\n\none\n\ntwo'),
    '#42: with a file',
    '#42\n\nthree\n\nfour',
  ]);
});

test('A file that is less urgent than its words does not overtake them', async () => {
  const { channel, enqueue, deliver, pass } = await openLedger();
  const rank = 'answer';
  await deliver(change(anna, '42', 'opened', { rank }));
  await enqueue(
    change(anna, '42', 'one', { rank }),
    change(anna, '42', 'its file', { rank: 'news', file }),
    change(anna, '42', 'two', { rank }),
  );
  await pass(5);
  expect(channel.texts()).toEqual(['#42: opened', '#42\n\none\n\ntwo', '#42: its file']);
});
