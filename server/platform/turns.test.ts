import { expect, test } from 'vitest';
import { newTurns } from './turns.ts';

test('what one person asks for is done in order, one at a time, and keeps nobody else', async () => {
  const turns = newTurns();
  const begun: string[] = [];
  const first = Promise.withResolvers<string>();
  const asked = [
    turns('anna', () => {
      begun.push('anna 1');
      return first.promise;
    }),
    turns('anna', async () => begun.push('anna 2')),
  ];
  await turns('dmitry', async () => begun.push('dmitry'));
  expect(begun).toEqual(['anna 1', 'dmitry']);
  first.resolve('done');
  expect(await Promise.all(asked)).toEqual(['done', 3]);
  expect(begun).toEqual(['anna 1', 'dmitry', 'anna 2']);
});

test('what fails is told to whoever asked, and the next one has its turn', async () => {
  const turns = newTurns();
  const failing = turns('anna', () => Promise.reject(new Error('No ink.')));
  const next = turns('anna', async () => 'paper');
  await expect(failing).rejects.toThrow('No ink.');
  expect(await next).toBe('paper');
});

test('as many as may are under way at once, and never more', async () => {
  const turns = newTurns(3);
  const doors = Array.from({ length: 7 }, () => Promise.withResolvers<void>());
  let underWay = 0;
  let most = 0;
  const all = doors.map(({ promise }) =>
    turns('anna', async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await promise;
      underWay -= 1;
    }),
  );
  expect(underWay).toBe(3);
  for (const { resolve } of doors) resolve();
  await Promise.all(all);
  expect({ underWay, most }).toEqual({ underWay: 0, most: 3 });
});
