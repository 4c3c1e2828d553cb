/** Until when something is to be done, and what moves that. Hours are set so that every minute counts. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  readSettings,
  type Targets,
  updateTargets,
  updateWorkingHours,
} from '../../contract/settings.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { never } from './due-times.ts';
import { tickets } from './tickets.tables.ts';
import {
  answers,
  changes,
  done,
  eventsIn,
  hour,
  minute,
  opens,
  stored,
  writes,
} from './tickets-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
  const none = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  const body = { days: none, holidays: [], version: 0 };
  done(await desk.call(desk.olga, updateWorkingHours, { body }));
});
afterAll(() => desk.close());

/** Promises so many minutes for tickets of normal priority. */
async function promise(normal: Targets['normal']): Promise<void> {
  const { targets } = done(await desk.call(desk.olga, readSettings));
  done(await desk.call(desk.olga, updateTargets, { body: { ...targets, normal } }));
}

function after(from: Date | null, minutes: number): Date {
  return new Date((from?.getTime() ?? 0) + minutes * minute);
}

test('when promises change, the due times of what is unsolved follow at once', async () => {
  const ticket = await opens(desk);
  const solved = await opens(desk);
  await answers(desk, desk.boris, solved, { status: 'resolved' });
  const before = await stored(desk, solved);
  await promise({ firstAnswer: 30, solution: 600 });
  const { createdAt, ...now } = await stored(desk, ticket);
  expect(now).toMatchObject({
    firstAnswerDueAt: after(createdAt, 30),
    solutionDueAt: after(createdAt, 600),
    dueAt: after(createdAt, 30),
  });
  expect(await stored(desk, solved)).toEqual(before);
  expect(before.dueAt).toEqual(never);
  await promise({ firstAnswer: null, solution: null });
  expect(await stored(desk, ticket)).toMatchObject({
    firstAnswerDueAt: null,
    solutionDueAt: null,
    dueAt: never,
  });
});

test('another priority has other promises, counted from the same beginning', async () => {
  await promise({ firstAnswer: 30, solution: 600 });
  const ticket = await opens(desk);
  await changes(desk, desk.boris, ticket, { priority: 'urgent' });
  const { createdAt, ...now } = await stored(desk, ticket);
  expect(now).toMatchObject({
    firstAnswerDueAt: after(createdAt, 15),
    solutionDueAt: after(createdAt, 240),
  });
});

test('after the first answer the solution is what is due', async () => {
  await promise({ firstAnswer: 30, solution: 600 });
  const ticket = await opens(desk);
  await desk.advance(10 * minute);
  await answers(desk, desk.boris, ticket);
  const now = await stored(desk, ticket);
  expect(now.dueAt).toEqual(now.solutionDueAt);
  expect(now.firstAnswerMinutes).toBeGreaterThanOrEqual(10);
});

test('while the client is waited for, and while it is solved, the time for a solution stands still', async () => {
  await promise({ firstAnswer: 30, solution: 600 });
  const ticket = await opens(desk);
  await answers(desk, desk.boris, ticket, { status: 'waiting' });
  expect(await stored(desk, ticket)).toMatchObject({ solutionDueAt: null, dueAt: never });
  await desk.advance(3 * hour);
  await writes(desk, desk.anna, ticket);
  const back = await stored(desk, ticket);
  expect(back.pausedMinutes).toBeGreaterThanOrEqual(180);
  expect(back.pausedMinutes).toBeLessThan(190);
  expect(back.solutionDueAt).toEqual(after(back.createdAt, 600 + back.pausedMinutes));
  await answers(desk, desk.boris, ticket, { status: 'resolved' });
  expect((await stored(desk, ticket)).dueAt).toEqual(never);
  await desk.advance(5 * hour);
  await writes(desk, desk.anna, ticket);
  const again = await stored(desk, ticket);
  expect(again.pausedMinutes - back.pausedMinutes).toBeGreaterThanOrEqual(300);
  expect(again.dueAt).toEqual(after(again.createdAt, 600 + again.pausedMinutes));
});

test('a missed target is told once in the conversation, each of the two by itself', async () => {
  await promise({ firstAnswer: 30, solution: 60 });
  const ticket = await opens(desk);
  const version = (await stored(desk, ticket)).version;
  const run = () => desk.platform.jobs.runNow('note-overdue');
  await run();
  expect(await eventsIn(desk, ticket)).toEqual([]);
  await desk.advance(31 * minute);
  await run();
  await run();
  expect(await eventsIn(desk, ticket)).toEqual([['overdue', null, 'first_answer']]);
  await desk.advance(30 * minute);
  await run();
  await run();
  expect(await eventsIn(desk, ticket)).toEqual([
    ['overdue', null, 'first_answer'],
    ['overdue', null, 'solution'],
  ]);
  expect((await stored(desk, ticket)).version).toBe(version);
});

test('what was answered and solved in time is never told to be late', async () => {
  await promise({ firstAnswer: 30, solution: 60 });
  const ticket = await opens(desk);
  await answers(desk, desk.boris, ticket, { status: 'resolved' });
  await desk.advance(2 * hour);
  await desk.platform.jobs.runNow('note-overdue');
  expect((await eventsIn(desk, ticket)).filter(([what]) => what === 'overdue')).toEqual([]);
});

test('what an instance wrote by older settings is put right by the job of the next minute, once', async () => {
  await promise({ firstAnswer: 30, solution: 600 });
  const ticket = await opens(desk);
  const { handle } = desk.platform.database;
  const stale = () =>
    handle
      .update(tickets)
      .set({ firstAnswerDueAt: null, dueAt: never })
      .where(eq(tickets.id, ticket.id));
  await stale();
  await desk.platform.jobs.runNow('follow-settings');
  const { createdAt, dueAt } = await stored(desk, ticket);
  expect(dueAt).toEqual(after(createdAt, 30));
  await stale();
  await desk.platform.jobs.runNow('follow-settings');
  expect((await stored(desk, ticket)).dueAt).toEqual(never);
});
