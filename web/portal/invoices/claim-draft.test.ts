import { expect, test } from 'vitest';
import { claimOf } from './claim-draft.ts';

const limits = { today: '2026-11-21', most: 150_050 };
const draft = { paidOn: '2026-11-21', amount: 1500.5, comment: ' с карты ' };

test('what is written becomes whole kopecks', () => {
  expect(claimOf(draft, limits).body).toEqual({
    paidOn: '2026-11-21',
    amount: 150_050,
    comment: 'с карты',
  });
  expect(claimOf({ ...draft, amount: 1.15 }, limits).body?.amount).toBe(115);
});

test('a day to come and a sum above what is due are refused before they are sent', () => {
  expect(claimOf({ ...draft, paidOn: '2026-11-22' }, limits).wrong.paidOn).toBe(true);
  expect(claimOf({ ...draft, paidOn: '' }, limits).wrong.paidOn).toBe(true);
  expect(claimOf({ ...draft, amount: 1500.51 }, limits).wrong.amount).toBe(true);
  expect(claimOf({ ...draft, amount: 0 }, limits).wrong.amount).toBe(true);
  expect(claimOf({ ...draft, amount: '' }, limits).wrong.amount).toBe(true);
});
