import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type TestPlatform, testPlatform } from '../../testing/platform.ts';
import { changesOf } from './http-stream.ts';
import { startLive } from './live.ts';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await testPlatform();
});
afterAll(() => platform.close());

test('an event is heard after the commit, by every instance, and by nobody when it rolls back', async () => {
  const { database, live, log } = platform;
  const elsewhere = await startLive(database, log);
  const heard: string[] = [];
  live.subscribe('ticket:1', () => heard.push('here'));
  elsewhere.subscribe('ticket:1', () => heard.push('there'));
  live.subscribe('ticket:2', () => heard.push('of another'));
  const failing = database.transaction(async (tx) => {
    live.publish(tx, 'ticket:1');
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await database.transaction(async (tx) => {
    live.publish(tx, 'ticket:1');
    live.publish(tx, 'ticket:1');
    expect(heard).toEqual([]);
  });
  await vi.waitFor(() => expect(heard.toSorted()).toEqual(['here', 'there']));
});

test('a hundred topics of one moment all arrive', async () => {
  const { database, live } = platform;
  const heard = new Set<number>();
  for (let topic = 0; topic < 100; topic++) live.subscribe(`many:${topic}`, () => heard.add(topic));
  await database.transaction(async (tx) => {
    for (let topic = 0; topic < 100; topic++) live.publish(tx, `many:${topic}`);
  });
  await vi.waitFor(() => expect(heard.size).toBe(100));
});

test('a reader gets each topic at once, then as it changes, and stops listening when it leaves', async () => {
  const { database, live } = platform;
  const gone = new AbortController();
  const changes = changesOf(live, ['a', 'b'], gone.signal);
  expect((await changes.next()).value).toEqual({ topic: 'a', details: 'all' });
  expect((await changes.next()).value).toEqual({ topic: 'b', details: 'all' });
  const next = changes.next();
  await database.transaction(async (tx) => live.publish(tx, 'b', 'one'));
  expect((await next).value).toEqual({ topic: 'b', details: new Set(['one']) });
  const last = changes.next();
  gone.abort();
  expect((await last).done).toBe(true);
});
