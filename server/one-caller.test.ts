import { afterAll, beforeAll, expect, test } from 'vitest';
import { myTickets } from '../contract/my-tickets.ts';
import { queue } from '../contract/tickets.ts';
import { type Desk, openDesk } from '../testing/desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

test('whoever asks for very much at once waits for it alone; another is answered in between', async () => {
  const { boris, anna } = desk;
  let answered = 0;
  const flood = Array.from({ length: 60 }, async () => {
    const { status } = await desk.call(boris, queue, {});
    answered += 1;
    return status;
  });
  const { status } = await desk.call(anna, myTickets, {});
  expect(status).toBe(200);
  expect(answered).toBeLessThan(40);
  expect(new Set(await Promise.all(flood))).toEqual(new Set([200]));
});
