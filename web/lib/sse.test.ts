import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sseParser } from './sse.ts';

test('an event is heard when its blank line has come, and not before', () => {
  const heard: string[] = [];
  const take = sseParser((data) => heard.push(data));
  take('data: {"status":"pending"}\n');
  expect(heard).toEqual([]);
  take('\n');
  expect(heard).toEqual(['{"status":"pending"}']);
});

test('comments, names, ids and events without data are passed over', () => {
  expect(heardIn(': heartbeat\n\nevent: x\nid: 7\nretry: 10\n\ndata: kept\nid: 8\n\n')).toEqual([
    'kept',
  ]);
});

test('several data lines are one event, and only one leading space is cut', () => {
  expect(heardIn('data: one\ndata:  two\ndata:three\ndata\n\n')).toEqual(['one\n two\nthree\n']);
});

test('a byte order mark at the very beginning is no part of the field', () => {
  expect(heardIn('\ufeffdata: first\n\n')).toEqual(['first']);
});

test('an unfinished event at the end is not heard', () => {
  expect(heardIn('data: whole\n\ndata: half\n')).toEqual(['whole']);
});

test('it makes no difference where the network cuts the text, whatever the line ends', () => {
  const text = ['data: Анна', ': life', 'data: 2', '', 'data: {"a":"b: c"}', '', ''];
  fc.assert(
    fc.property(
      fc.constantFrom('\n', '\r', '\r\n'),
      fc.array(fc.integer({ min: 1, max: 5 })),
      (end, sizes) => {
        const whole = `${text.join(end)}${end}`;
        expect(heardIn(whole, sizes)).toEqual(['Анна\n2', '{"a":"b: c"}']);
      },
    ),
  );
});

function heardIn(text: string, sizes: number[] = []): string[] {
  const heard: string[] = [];
  const take = sseParser((data) => heard.push(data));
  let from = 0;
  for (const size of sizes) {
    take(text.slice(from, from + size));
    from += size;
  }
  take(text.slice(from));
  return heard;
}
