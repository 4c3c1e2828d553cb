import { expect, test } from 'vitest';
import { forHome } from './my-status.ts';

const ticket = (number: number, status: 'open' | 'resolved' | 'closed', unread = false) => ({
  number,
  status,
  unread,
});

test('answers to read come first, also to what is solved; what is over and read stays away', () => {
  const tickets = [
    ticket(1, 'open'),
    ticket(2, 'closed'),
    ticket(3, 'open', true),
    ticket(4, 'resolved', true),
    ticket(5, 'open'),
  ];
  expect(forHome(tickets).map(({ number }) => number)).toEqual([3, 4, 1, 5]);
});

test('the home page shows no more than a handful', () => {
  const many = Array.from({ length: 20 }, (_, i) => ticket(i, 'open'));
  expect(forHome(many)).toHaveLength(6);
});
