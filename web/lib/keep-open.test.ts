import { expect, test, vi } from 'vitest';
import { ApiError } from './errors.ts';
import { keepOpen, type StreamState } from './keep-open.ts';

test('a stream that breaks off is opened again, and what comes then is heard', async () => {
  const listening = listenTo((visit) =>
    visit < 3 ? broken(`data: ${visit}\n\n`, 'data: hal') : endless(`data: ${visit}\n\n`),
  );
  await vi.waitFor(() => expect(listening.heard).toEqual(['1', '2', '3']));
  expect(listening.states).toEqual(['connecting', 'open', 'retrying', 'open', 'retrying', 'open']);
  listening.stop();
  await listening.over;
});

test('the pauses grow while nothing comes, and begin anew after an event', async () => {
  const listening = listenTo((visit) => {
    if (visit > 5) return endless(': life\n\n');
    return visit === 4 ? ended('data: x\n\n') : ended(': nothing\n\n');
  });
  await vi.waitFor(() => expect(listening.pauses).toEqual([500, 1000, 2000, 500, 1000]));
  listening.stop();
  await listening.over;
});

test.each([401, 404, 410])('a refusal with %i ends the listening for good', async (status) => {
  const listening = listenTo(() => status);
  await listening.over;
  expect(listening.states).toEqual(['connecting', 'refused']);
});

test.each([429, 500, 503])('an answer with %i is tried again', async (status) => {
  const listening = listenTo((visit) => (visit === 1 ? status : endless('data: back\n\n')));
  await vi.waitFor(() => expect(listening.heard).toEqual(['back']));
  listening.stop();
  await listening.over;
});

// `answer` gives the body of the first, second, … visit, or the status of a refusal.
function listenTo(answer: (visit: number) => ReadableStream<Uint8Array> | number) {
  const stopped = new AbortController();
  const heard: string[] = [];
  const states: StreamState[] = [];
  const pauses: number[] = [];
  let visits = 0;
  const over = keepOpen({
    signal: stopped.signal,
    state: (state) => states.push(state),
    take: (data) => heard.push(data) > 0,
    pause: async (milliseconds) => void pauses.push(milliseconds),
    async open(signal) {
      const body = answer(++visits);
      if (typeof body !== 'number')
        return new Response(body.pipeThrough(new TransformStream(), { signal }));
      throw new ApiError(body, { error: { code: 'server.failed', message: '' } });
    },
  });
  return { heard, states, pauses, over, stop: () => stopped.abort() };
}

function ended(...pieces: string[]): ReadableStream<Uint8Array> {
  return body(pieces, (controller) => controller.close());
}

function broken(...pieces: string[]): ReadableStream<Uint8Array> {
  return body(pieces, (controller) => controller.error(new TypeError('terminated')));
}

function endless(...pieces: string[]): ReadableStream<Uint8Array> {
  return body(pieces, () => new Promise(() => undefined));
}

function body(
  pieces: string[],
  last: (controller: ReadableStreamDefaultController<Uint8Array>) => unknown,
): ReadableStream<Uint8Array> {
  const waiting = pieces.map((piece) => new TextEncoder().encode(piece));
  return new ReadableStream({
    async pull(controller) {
      const piece = waiting.shift();
      if (piece) controller.enqueue(piece);
      else await last(controller);
    },
  });
}
