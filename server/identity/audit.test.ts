/** Reading the audit log. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit as contract } from '../../contract/audit.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { newId } from '../platform/ids.ts';
import { auditEntries } from './staff.tables.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ TIME_ZONE: 'Europe/Moscow' });
  const { handle } = desk.platform.database;
  const entry = (at: string, more: Partial<typeof auditEntries.$inferInsert> = {}) => ({
    id: newId(),
    at: new Date(at),
    action: 'client.changed',
    actorKind: 'staff' as const,
    actorId: desk.boris.id,
    actorName: 'Boris',
    changes: {},
    ...more,
  });
  await handle.insert(auditEntries).values([
    // The evening before, in Moscow and in London.
    entry('2026-03-09T20:59:59.999Z'),
    // 10 March begins in Moscow.
    entry('2026-03-09T21:00:00Z', { action: 'token.made', actorId: desk.olga.id }),
    entry('2026-03-10T20:59:59Z', { subjectKind: 'client', subjectId: desk.anna.id }),
    entry('2026-03-10T21:00:00Z', { changes: { note: [null, 'ы'.repeat(5000)] } }),
  ]);
});
afterAll(() => desk?.close());

test('days are the company’s, both ends included', async () => {
  expect(await times({ from: '2026-03-10', to: '2026-03-10' })).toEqual([
    '2026-03-10T20:59:59.000Z',
    '2026-03-09T21:00:00.000Z',
  ]);
  expect(await times({ to: '2026-03-09' })).toEqual(['2026-03-09T20:59:59.999Z']);
});

test('entries are found by what was done, by whom and to what', async () => {
  expect(await times({ action: 'token.made' })).toEqual(['2026-03-09T21:00:00.000Z']);
  expect(await times({ actorId: desk.olga.id })).toEqual(['2026-03-09T21:00:00.000Z']);
  const subject = { subjectKind: 'client', subjectId: desk.anna.id };
  expect(await times(subject)).toEqual(['2026-03-10T20:59:59.000Z']);
  expect(await times({ ...subject, action: 'token.made' })).toEqual([]);
});

test('pages follow one another without gaps, though entries of one moment are many', async () => {
  const at = new Date('2026-04-01T12:00:00Z');
  const ids = Array.from({ length: 7 }, newId);
  const entry = { at, action: 'tag.added', actorKind: 'system' as const, actorName: 'Otklik' };
  await desk.platform.database.handle
    .insert(auditEntries)
    .values(ids.map((id) => ({ ...entry, id, changes: {} })));
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const query = { action: 'tag.added', limit: 3, after };
    const { body } = await desk.call(desk.olga, contract, { query });
    seen.push(...body.items.map(({ id }) => id));
    after = body.next;
  } while (after);
  expect(seen).toHaveLength(7);
  expect(seen.toSorted()).toEqual(ids.toSorted());
});

test('a long value is shown shortened, so that a page stays small', async () => {
  const { body } = await desk.call(desk.olga, contract, {
    query: { from: '2026-03-11', to: '2026-03-11' },
  });
  expect(body.items[0]?.changes.note?.[1]).toHaveLength(201);
});

test.each([
  [{ after: 'nonsense' }, 400],
  [{ after: Buffer.from('"x"').toString('base64url') }, 400],
  [{ after: Buffer.from(`"${crypto.randomUUID()}"`).toString('base64url') }, 200],
  [{ from: '0001-01-01', to: '9999-12-31' }, 200],
  [{ from: '0000-12-31' }, 400],
  [{ from: '2026-02-31' }, 400],
  [{ action: 'client.eaten' }, 400],
  [{ subjectKind: '\u0000' }, 400],
  [{ subjectId: "'; --" }, 400],
  [{ actorId: 'x' }, 400],
])('%j is answered with %i', async (query, status) => {
  expect((await desk.call(desk.olga, contract, { query })).status).toBe(status);
});

async function times(query: Record<string, string>): Promise<string[]> {
  return (await desk.call(desk.olga, contract, { query })).body.items.map(({ at }) => at);
}
