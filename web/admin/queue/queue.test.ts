import { expect, test } from 'vitest';
import { dueState, spanWords } from './due.ts';
import { isNarrowed, readFilters, viewOf, views, withView, writeFilters } from './filters.ts';
import { all, mostSelected, nothing, stillThere, toggled } from './selection.ts';
import { steady } from './steady.ts';

const minute = 60_000;
const order = ['a', 'b', 'c', 'd', 'e'];
const tag = '0190a000-0000-7000-8000-000000000001';

test.each([
  [2 * 60 * minute, '2 ч', '2h'],
  [27 * 60 * minute, '1 д 3 ч', '1d 3h'],
  [24 * 60 * minute + 5 * minute, '1 д', '1d'],
  [65 * minute, '1 ч 5 мин', '1h 5m'],
  [20_000, '1 мин', '1m'],
  [17 * 60 * minute + 59 * minute, '17 ч', '17h'],
  [-5, '1 мин', '1m'],
])('%i milliseconds are said as exactly as one needs them', (span, russian, english) => {
  expect(plain(spanWords(span, 'ru'))).toBe(russian);
  expect(plain(spanWords(span, 'en'))).toBe(english);
  expect(spanWords(span, 'ru'), 'It stays on one line').not.toMatch(/[ \u202f]/);
});

test('a target within the hour is soon, and one that has run out is late', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  expect(dueState('2026-11-21T12:00:00Z', now)).toBe('late');
  expect(dueState('2026-11-21T12:59:00Z', now)).toBe('soon');
  expect(dueState('2026-11-21T13:00:00Z', now)).toBe('calm');
});

test('filters come back from the address as they went into it', () => {
  const filters = { status: 'waiting', assignee: 'me', tagId: tag, sort: 'newest' } as const;
  expect(readFilters(new URLSearchParams(writeFilters(filters)))).toEqual(filters);
  expect(writeFilters({ status: 'unsolved', sort: 'due', overdue: 'false' })).toBe('');
});

test('what makes no sense in an address is passed over', () => {
  const search = new URLSearchParams('status=lost&tagId=7&priority=urgent&sort=&other=1');
  expect(readFilters(search)).toEqual({ priority: 'urgent' });
});

test('every view is recognised by its filters, whatever it is sorted by and narrowed to', () => {
  for (const [name, filters] of Object.entries(views)) {
    expect(viewOf({ ...filters, sort: 'newest', priority: 'low' })).toBe(name);
  }
  expect(viewOf({ assignee: tag })).toBeUndefined();
});

test('another view keeps the order and what is narrowed', () => {
  const changed = withView({ assignee: 'me', priority: 'high', sort: 'updated' }, 'overdue');
  expect(changed).toEqual({ overdue: 'true', priority: 'high', sort: 'updated' });
  expect(isNarrowed(changed)).toBe(true);
  expect(isNarrowed({ assignee: 'none', sort: 'newest' })).toBe(false);
});

test('a range is chosen from the last row pressed, in both directions', () => {
  const first = toggled(nothing, 'd', { order, range: false });
  const range = toggled(first, 'b', { order, range: true });
  expect([...range.ids].sort()).toEqual(['b', 'c', 'd']);
  expect([...toggled(range, 'd', { order, range: true }).ids]).toEqual([]);
});

test('a range without a beginning is the row itself', () => {
  expect([...toggled(nothing, 'c', { order, range: true }).ids]).toEqual(['c']);
  const gone = { ids: new Set(['x']), anchor: 'x' };
  expect([...toggled(gone, 'c', { order, range: true }).ids].sort()).toEqual(['c', 'x']);
});

test('no more rows are chosen than one change may carry', () => {
  const many = Array.from({ length: 150 }, (_, n) => String(n));
  expect(all(many).ids.size).toBe(mostSelected);
  const first = toggled(nothing, '0', { order: many, range: false });
  expect(toggled(first, '149', { order: many, range: true }).ids.size).toBe(mostSelected);
});

test('rows that are gone are not chosen any more', () => {
  const two = all(['a', 'b']);
  expect(stillThere(two, order)).toBe(two);
  expect([...stillThere(two, ['b']).ids]).toEqual(['b']);
});

test('rows stay in their place, a new one further up waits, a further page is appended', () => {
  expect(steady(['a', 'b', 'c'], ['new', 'c', 'a', 'b'])).toEqual({
    order: ['a', 'b', 'c'],
    fresh: ['new'],
  });
  expect(steady(['a', 'b'], ['a', 'b', 'c'])).toEqual({ order: ['a', 'b', 'c'], fresh: [] });
  expect(steady(['a', 'b'], ['b'])).toEqual({ order: ['b'], fresh: [] });
  expect(steady(['a'], ['x', 'y'])).toEqual({ order: ['x', 'y'], fresh: [] });
});

// The spaces between number and unit are of the kind that does not break.
function plain(text: string): string {
  return text.replace(/\s/g, ' ');
}
