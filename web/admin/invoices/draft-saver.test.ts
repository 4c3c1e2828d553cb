import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeDraftSaver, type Place, type SaveState } from './draft-saver.ts';

class Conflict extends Error {}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A server with one draft, and a page that writes to it. */
function desk({ begun = false } = {}) {
  const states: SaveState['now'][] = [];
  const kept = { text: begun ? 'было' : '', version: begun ? 1 : 0, drafts: begun ? 1 : 0 };
  const server = { broken: false };
  const write = (text: string) => {
    if (server.broken) throw new Error('offline');
    kept.text = text;
    kept.version += 1;
    return { id: 'one', version: kept.version };
  };
  const saver = makeDraftSaver<string>({
    place: begun ? { id: 'one', version: 1 } : undefined,
    async create(text) {
      const place = write(text);
      kept.drafts += 1;
      return place;
    },
    async update({ version }: Place, text) {
      if (version !== kept.version) throw new Conflict();
      return write(text);
    },
    isConflict: (error) => error instanceof Conflict,
    tell: ({ now }) => states.push(now),
    pause: 900,
  });
  return { saver, kept, states, server, write };
}

test('a draft is begun once, and changed from then on', async () => {
  const { saver, kept, states } = desk();
  saver.changed('У');
  saver.changed('Уборка');
  await vi.advanceTimersByTimeAsync(900);
  saver.changed('Уборка двора');
  await vi.advanceTimersByTimeAsync(900);
  expect(kept).toEqual({ text: 'Уборка двора', version: 2, drafts: 1 });
  expect(saver.place()).toEqual({ id: 'one', version: 2 });
  expect(states.at(-1)).toBe('saved');
  expect(saver.isIdle()).toBe(true);
});

test('two hasty flushes begin one draft', async () => {
  const { saver, kept } = desk();
  saver.changed('Уборка');
  await Promise.all([saver.flush(), saver.flush()]);
  expect(kept).toMatchObject({ drafts: 1, version: 1 });
});

test('somebody else was faster: nothing is overwritten until the page has chosen', async () => {
  const { saver, kept, states, write } = desk({ begun: true });
  write('чужое');
  saver.changed('своё');
  expect(await saver.flush()).toBeUndefined();
  saver.changed('своё и ещё');
  await vi.advanceTimersByTimeAsync(5000);
  expect(states.at(-1)).toBe('conflict');
  expect(kept.text).toBe('чужое');
  saver.adopt(2, 'своё и ещё');
  await vi.advanceTimersByTimeAsync(900);
  expect(kept).toMatchObject({ text: 'своё и ещё', version: 3 });
});

test('what could not be saved is saved with the next try', async () => {
  const { saver, kept, states, server } = desk({ begun: true });
  server.broken = true;
  saver.changed('важное');
  expect(await saver.flush()).toBeUndefined();
  expect(states.at(-1)).toBe('failed');
  expect(saver.isIdle()).toBe(false);
  server.broken = false;
  expect(await saver.flush()).toEqual({ id: 'one', version: 2 });
  expect(kept.text).toBe('важное');
});

test('a state that cannot be saved holds back the one before it', async () => {
  const { saver, kept } = desk({ begun: true });
  saver.changed('почти');
  saver.hold();
  await vi.advanceTimersByTimeAsync(5000);
  expect(kept.text).toBe('было');
});
