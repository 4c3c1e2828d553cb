import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { holdTime } from '../../../testing/clock.ts';
import { type TestPlatform, testPlatform } from '../../../testing/platform.ts';
import { rows } from '../../platform/database.ts';
import type { UpdateHandler } from '../bot-context.ts';
import {
  anna,
  createNotebook,
  readNotebook,
  receive,
  statesOf,
  takeNotes,
  textFrom,
  textOf,
  vera,
  workOff,
} from '../bot-test.ts';
import type { UpdateWorker } from './update-worker.ts';
import { deleteOldUpdates } from './updates.queries.ts';

let platform: TestPlatform;
const workers: UpdateWorker[] = [];

beforeAll(async () => {
  platform = await testPlatform();
});

beforeEach(async () => {
  await createNotebook(platform);
  await platform.database.handle.execute(sql`truncate telegram_updates`);
});

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});

afterAll(async () => {
  await platform.close();
});

function start(handler: UpdateHandler): UpdateWorker {
  const worker = workOff(platform, handler);
  workers.push(worker);
  return worker;
}

async function settle(worker: UpdateWorker): Promise<void> {
  worker.wake();
  await worker.idle();
}

test('an update that comes twice has one effect', async () => {
  const worker = start(takeNotes);
  expect(await receive(platform, textFrom(anna, 10, 'hello'))).toBe(1);
  await settle(worker);
  expect(await receive(platform, textFrom(anna, 10, 'hello'))).toBe(0);
  await settle(worker);
  expect(await readNotebook(platform)).toEqual(['hello']);
});

test('messages of one chat are worked off in their order, also when update ids begin anew', async () => {
  const words = Array.from({ length: 30 }, (_, number) => `word ${number}`);
  await receive(platform, ...words.map((word, at) => textFrom(anna, 900 + at, word)));
  await receive(platform, textFrom(anna, 5, 'after a quiet week'));
  await settle(start(takeNotes));
  expect(await readNotebook(platform)).toEqual([...words, 'after a quiet week']);
});

test('nobody waits for a chat that says too much, and all of it is still heard in order', async () => {
  const words = Array.from({ length: 150 }, (_, number) => `word ${number}`);
  await receive(platform, ...words.map((word, at) => textFrom(anna, 900 + at, word)));
  await receive(platform, textFrom(vera, 2_000, 'one question'));
  await settle(start(takeNotes));
  const heard = await readNotebook(platform);
  expect(heard.filter((line) => line !== 'one question')).toEqual(words);
  // On PostgreSQL both chats are worked off side by side.
  expect(heard.indexOf('one question')).toBeLessThanOrEqual(30);
});

test('what a message said is forgotten once it is worked off', async () => {
  await receive(platform, textFrom(anna, 10, 'my secret'));
  await settle(start(takeNotes));
  const found = await rows(platform.database.handle, sql`select update from telegram_updates`);
  expect(found).toEqual([{ update: null }]);
});

test('a message with characters that PostgreSQL refuses does not hold up its batch', async () => {
  const odd = 'odd \u0000 \ud800 end';
  const heard: string[] = [];
  await receive(platform, textFrom(anna, 10, odd), textFrom(vera, 11, 'plain'));
  await settle(start(async ({ update }) => void heard.push(textOf(update))));
  expect(heard.sort()).toEqual([odd, 'plain'].sort());
});

test('a failure rolls back what the update had written', async () => {
  let fail = true;
  const worker = start(async (given) => {
    await takeNotes(given);
    if (fail) throw new Error('not today');
  });
  await receive(platform, textFrom(anna, 10, 'hello'));
  await settle(worker);
  expect(await readNotebook(platform)).toEqual([]);
  fail = false;
  await platform.advance(1_000);
  await settle(worker);
  expect(await readNotebook(platform)).toEqual(['hello']);
  expect(await statesOf(platform)).toEqual(['done']);
});

test('a poisoned update is parked at its fifth failure, and the chat goes on in order', async () => {
  let tries = 0;
  const worker = start(async (given) => {
    if (textOf(given.update) === 'poison') {
      tries++;
      throw new Error('This cannot be digested.');
    }
    await takeNotes(given);
  });
  await receive(
    platform,
    textFrom(anna, 10, 'before'),
    textFrom(anna, 11, 'poison'),
    textFrom(anna, 12, 'after'),
    textFrom(anna, 13, 'last'),
  );
  await settle(worker);
  for (const seconds of [1, 5, 15, 30]) {
    expect(await readNotebook(platform)).toEqual(['before']);
    await platform.advance(seconds * 1_000);
    await settle(worker);
  }
  expect(tries).toBe(5);
  expect(await readNotebook(platform)).toEqual(['before', 'after', 'last']);
  expect(await statesOf(platform)).toEqual(['done', 'parked', 'done', 'done']);
  const [parked] = await rows<{ why: string; update: unknown }>(
    platform.database.handle,
    sql`select last_error as why, update from telegram_updates where state = 'parked'`,
  );
  expect(parked?.why).toBe('Error: This cannot be digested.');
  expect(parked?.update).not.toBeNull();
});

test('the pause after a failure is not cut short and holds up no other chat', async () => {
  await holdTime(platform);
  let tries = 0;
  const worker = start(async (given) => {
    if (textOf(given.update) === 'poison') {
      tries++;
      throw new Error('no');
    }
    await takeNotes(given);
  });
  await receive(platform, textFrom(anna, 10, 'poison'), textFrom(vera, 11, 'hello'));
  await settle(worker);
  await platform.advance(900);
  await settle(worker);
  expect(tries).toBe(1);
  expect(await readNotebook(platform)).toEqual(['hello']);
});

test('what was left behind is found without being told, within a second', async () => {
  start(takeNotes);
  await receive(platform, textFrom(anna, 10, 'left behind'));
  await vi.waitFor(async () => {
    await platform.advance(1_000);
    expect(await readNotebook(platform)).toEqual(['left behind']);
  });
});

test('effects take place after the commit, and one that fails keeps nothing else from it', async () => {
  const seen: string[][] = [];
  const worker = start(async (given) => {
    await takeNotes(given);
    given.after(async () => {
      throw new Error('The button is gone.');
    });
    given.after(async () => seen.push(await readNotebook(platform)));
  });
  await receive(platform, textFrom(anna, 10, 'hello'));
  await settle(worker);
  expect(seen).toEqual([['hello']]);
  expect(await statesOf(platform)).toEqual(['done']);
});

test('effects of an update that failed do not take place', async () => {
  const done: string[] = [];
  const worker = start(async ({ after }) => {
    after(async () => done.push('effect'));
    throw new Error('no');
  });
  await receive(platform, textFrom(anna, 10, 'hello'));
  await settle(worker);
  expect(done).toEqual([]);
});

test('two workers on one database never have two updates of one chat in hand, and none twice', async () => {
  const inHand = new Map<number, number>();
  let together = 0;
  const handler: UpdateHandler = async (given) => {
    const chat = given.update.message?.chat.id ?? 0;
    inHand.set(chat, (inHand.get(chat) ?? 0) + 1);
    together = Math.max(together, inHand.get(chat) ?? 0);
    await takeNotes(given);
    inHand.set(chat, (inHand.get(chat) ?? 0) - 1);
  };
  const people = [anna, vera, anna + 10, anna + 11];
  const updates = people.flatMap((person, at) =>
    Array.from({ length: 15 }, (_, number) =>
      textFrom(person, 1_000 * (at + 1) + number, `${at}:${number}`),
    ),
  );
  await receive(platform, ...updates);
  const both = [start(handler), start(handler)];
  const allNoted = async () => {
    await Promise.all(both.map(settle));
    expect(await readNotebook(platform)).toHaveLength(60);
  };
  await vi.waitFor(allNoted, { timeout: 20_000 });
  const lines = await readNotebook(platform);
  expect(together).toBe(1);
  for (const at of people.keys()) {
    const own = lines.filter((line) => line.startsWith(`${at}:`));
    expect(own).toEqual(Array.from({ length: 15 }, (_, number) => `${at}:${number}`));
  }
});

test('rows are forgotten after 48 hours, but not what still waits', async () => {
  const worker = start(takeNotes);
  await receive(platform, textFrom(anna, 10, 'old'));
  await settle(worker);
  await worker.stop();
  await receive(platform, textFrom(anna, 11, 'still waits'));
  await platform.advance(47 * 3_600_000);
  await deleteOldUpdates(platform.database.handle);
  expect(await statesOf(platform)).toEqual(['done', 'waiting']);
  await platform.advance(3_600_001);
  await deleteOldUpdates(platform.database.handle);
  expect(await statesOf(platform)).toEqual(['waiting']);
});

test('stopping finishes the update in hand and takes no other', async () => {
  const reached = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const worker = start(async (given) => {
    reached.resolve();
    await goOn.promise;
    await takeNotes(given);
  });
  await receive(platform, textFrom(anna, 10, 'in hand'), textFrom(anna, 11, 'later'));
  worker.wake();
  await reached.promise;
  const stopped = worker.stop();
  goOn.resolve();
  await stopped;
  expect(await readNotebook(platform)).toEqual(['in hand']);
  expect(await statesOf(platform)).toEqual(['done', 'waiting']);
});
