import { expect, test, vi } from 'vitest';
import { type FileShape, fileLimits } from '../../../contract/files.ts';
import type { Entry } from '../../../contract/ticket-shapes.ts';
import { makeAttemptKey } from './attempt-key.ts';
import { inOrder } from './entries.ts';
import { linesOf } from './lines.ts';
import type { SendFile } from './send-file.ts';
import { makeUploads } from './uploads.ts';

test('one person who goes on within five minutes has one head, and a new day begins with one', () => {
  const lines = linesOf([
    said(1, '2026-11-20T10:00:00Z'),
    said(2, '2026-11-20T10:04:00Z'),
    said(3, '2026-11-20T10:10:00Z'),
    { ...said(4, '2026-11-20T10:11:00Z'), kind: 'note' },
    said(5, '2026-11-22T10:11:00Z'),
  ]);
  expect(lines.map((line) => line.goesOn)).toEqual([false, true, false, false, false]);
  expect(lines.map((line) => line.newDay)).toEqual([true, false, false, false, true]);
});

test('pages that overlap show each entry once and in order', () => {
  const [one, two, three] = [1, 2, 3].map((n) => said(n, '2026-11-20T10:00:00Z'));
  if (!one || !two || !three) throw new Error('three entries');
  const merged = inOrder([{ items: [two, three], earlier: 2 }, { items: [one, two] }]);
  expect(merged.map((entry) => entry.position)).toEqual([1, 2, 3]);
});

test('a repeated attempt has the same key until it has succeeded or its words have changed', () => {
  let made = 0;
  const keys = makeAttemptKey(() => String(++made));
  expect([keys.for({ text: 'a' }), keys.for({ text: 'a' })]).toEqual(['1', '1']);
  expect(keys.for({ text: 'b' })).toBe('2');
  keys.done();
  expect(keys.for({ text: 'b' })).toBe('3');
});

test('two files go at a time, the next when one has arrived', async () => {
  const { store, sent } = someUploads();
  store.add([file('a'), file('b'), file('c')]);
  expect(sent.map((one) => one.name)).toEqual(['a', 'b']);
  sent[0]?.arrive();
  await vi.waitFor(() => expect(sent).toHaveLength(3));
  expect(store.items().map((item) => item.state)).toEqual(['done', 'sending', 'sending']);
});

test('what has failed is sent again when asked, and what was removed is forgotten', async () => {
  const { store, sent } = someUploads();
  store.add([file('a'), file('b')]);
  sent[0]?.fail();
  await vi.waitFor(() => expect(store.items()[0]?.state).toBe('failed'));
  store.retry(store.items()[0]?.key ?? '');
  sent[2]?.arrive();
  await vi.waitFor(() => expect(store.items()[0]?.state).toBe('done'));
  store.remove(store.items()[1]?.key ?? '');
  expect(sent[1]?.signal.aborted).toBe(true);
  expect(store.items().map((item) => item.name)).toEqual(['a']);
});

test('files that cannot succeed are never sent, and those beyond the limit are left out', () => {
  const { store, sent } = someUploads();
  store.add([file('empty', 0), file('huge', fileLimits.bytes + 1)]);
  expect(store.items().map((item) => item.problem)).toEqual(['empty', 'too_large']);
  expect(sent).toEqual([]);
  store.add(Array.from({ length: fileLimits.inMessage }, (_, n) => file(String(n))));
  expect(store.items()).toHaveLength(fileLimits.inMessage);
  expect(store.leftOut()).toBe(2);
});

function said(position: number, at: string): Entry {
  return {
    id: String(position),
    position,
    kind: 'message',
    author: { kind: 'client', id: 'anna', name: 'Анна' },
    at,
    text: 'Здравствуйте',
  };
}

function someUploads() {
  const sent: { name: string; signal: AbortSignal; arrive(): void; fail(): void }[] = [];
  const send: SendFile = ({ name }, { signal }) =>
    new Promise<FileShape>((resolve, reject) => {
      const shape = { id: name, name, size: 1, mediaType: 'text/plain', image: false };
      sent.push({
        name,
        signal,
        arrive: () => resolve(shape),
        fail: () => reject(new Error('cut off')),
      });
    });
  return { store: makeUploads(send), sent };
}

// Only the name and the size matter here.
function file(name: string, size = 1): File {
  return { name, size } as File;
}
