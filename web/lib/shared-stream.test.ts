import { expect, test, vi } from 'vitest';
import { sharedStream } from './shared-stream.ts';
import type { Listening, StreamState } from './stream.ts';

test('tabs share one stream: both hear what one of them reads', async () => {
  const source = aSource();
  const first = tab(source);
  await vi.waitFor(() => expect(source.readers).toBe(1));
  const second = tab(source);
  await vi.waitFor(() => expect(second.states).toContain('open'));
  source.say('news');
  await vi.waitFor(() => expect(second.heard).toEqual(['news']));
  expect(first.heard).toEqual(['news']);
  expect(source.readers).toBe(1);
  first.leave();
  second.leave();
});

test('when the reading tab closes, a follower takes over', async () => {
  const source = aSource();
  const first = tab(source);
  await vi.waitFor(() => expect(source.readers).toBe(1));
  const second = tab(source);
  first.leave();
  await vi.waitFor(() => expect(source.opened).toBe(2));
  source.say('later');
  expect(second.heard).toEqual(['later']);
  expect(first.heard).toEqual([]);
  second.leave();
  await vi.waitFor(() => expect(source.readers).toBe(0));
});

test('a tab that leaves before its turn never opens the stream', async () => {
  const source = aSource();
  const first = tab(source);
  await vi.waitFor(() => expect(source.readers).toBe(1));
  tab(source).leave();
  const third = tab(source);
  first.leave();
  await vi.waitFor(() => expect(source.opened).toBe(2));
  source.say('for the third');
  expect(third.heard).toEqual(['for the third']);
  third.leave();
});

let sources = 0;

// Stands for the server: counts who reads, and says something to whoever reads now.
function aSource() {
  const readers = new Set<Listening<string>>();
  const source = {
    name: `shared-stream-test-${++sources}`,
    opened: 0,
    get readers() {
      return readers.size;
    },
    say(event: string) {
      for (const reader of readers) reader.hear(event);
    },
    read(listening: Listening<string>): Promise<void> {
      source.opened += 1;
      readers.add(listening);
      listening.state('open');
      return new Promise((resolve) => {
        listening.signal.addEventListener('abort', () => {
          readers.delete(listening);
          resolve();
        });
      });
    },
  };
  return source;
}

function tab(source: ReturnType<typeof aSource>) {
  const heard: string[] = [];
  const states: StreamState[] = [];
  const leave = sharedStream(source.name, source.read).join({
    hear: (event) => heard.push(event),
    state: (state) => states.push(state),
  });
  return { heard, states, leave };
}
