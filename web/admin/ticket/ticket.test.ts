import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Draft, makeDraftKeeper } from './draft-keeper.ts';

const words = (text: string): Draft => ({ kind: 'message', text });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a draft is saved once, a moment after the last key', async () => {
  const save = vi.fn(async () => undefined);
  const keeper = makeDraftKeeper({ save, pause: 800 });
  keeper.changed(words('До'));
  await vi.advanceTimersByTimeAsync(700);
  keeper.changed(words('Добрый день'));
  await vi.advanceTimersByTimeAsync(700);
  expect(save).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(100);
  expect(save.mock.calls).toEqual([[words('Добрый день')]]);
});

test('leaving saves at once, and only what is not saved yet', async () => {
  const save = vi.fn(async () => undefined);
  const keeper = makeDraftKeeper({ save });
  keeper.changed(words('Сейчас'));
  await keeper.flush();
  await keeper.flush();
  expect(save.mock.calls).toEqual([[words('Сейчас')]]);
});

test('an empty draft after sending comes after the one that is still under way', async () => {
  const saved: string[] = [];
  let arrive = () => {};
  const keeper = makeDraftKeeper({
    save: ({ text }) =>
      new Promise<void>((resolve) => {
        arrive = () => {
          saved.push(text);
          resolve();
        };
      }),
  });
  keeper.changed(words('почти'));
  void keeper.flush();
  await vi.advanceTimersByTimeAsync(0);
  keeper.changed(words(''));
  const done = keeper.flush();
  arrive();
  await vi.advanceTimersByTimeAsync(0);
  arrive();
  await done;
  expect(saved).toEqual(['почти', '']);
});

test('what could not be saved is saved with the next key', async () => {
  const save = vi.fn<(draft: Draft) => Promise<void>>();
  save.mockRejectedValueOnce(new Error('offline')).mockResolvedValue(undefined);
  const keeper = makeDraftKeeper({ save });
  keeper.changed(words('раз'));
  await keeper.flush();
  await keeper.flush();
  expect(save.mock.calls.map(([draft]) => draft.text)).toEqual(['раз', 'раз']);
});
