/** The archive's page: plain text stays plain text, times are the person's, and a long history is told page by page. */
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Desk, openDesk } from '../../testing/desk.ts';
import type { CollectedPart } from '../platform/personal-data.ts';
import { opens } from '../tickets/tickets-test.ts';
import { jsonOf } from './archive-json.ts';
import { pageOf } from './archive-page.ts';
import { en } from './locales/en.ts';
import { archiveOf } from './personal-data-test.ts';
import type { Reader } from './reader.ts';
import { knowPerson, slices } from './slices.ts';

const madeAt = '2026-11-21T21:30:00.000Z';
const reader: Reader = {
  name: 'Maria',
  language: 'en',
  timeZone: 'Asia/Tokyo',
  company: 'Otklik',
};

async function* given(parts: CollectedPart[]): AsyncGenerator<CollectedPart> {
  yield* parts;
}

async function written(words: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const some of words) all += some;
  return all;
}

function page(parts: CollectedPart[], by: Partial<Reader> = {}): Promise<string> {
  return written(pageOf(given(parts), { madeAt, reader: { ...reader, ...by } }));
}

describe('The page', () => {
  const plainParts = [
    { part: 'messages', items: [{ ticket: 1, at: madeAt, author: 'a', text: 'b' }] },
    { part: 'tickets', items: [{ subject: 'c' }] },
  ];
  const tagsOf = (text: string) => text.match(/<[^>]*>/g);

  test('whatever people write is text: it opens no tag, closes none and leaves no attribute', async () => {
    const plain = await page(plainParts);
    const word = fc.string({ unit: 'binary', maxLength: 60 });
    const nasty = fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=y>',
      "'-->",
      '&lt;',
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(word, nasty), fc.oneof(word, nasty), async (author, text) => {
        const shown = await page([
          {
            part: 'messages',
            items: [{ ticket: 1, at: madeAt, author: `a${author}`, text: `b${text}` }],
          },
          { part: 'tickets', items: [{ subject: `c${text}` }] },
        ]);
        expect(tagsOf(shown)).toEqual(tagsOf(plain));
      }),
    );
  });

  test('shows times by the person’s clock and sums with their currency', async () => {
    const invoices = {
      part: 'invoices',
      items: [
        {
          number: 'СЧ-1',
          paidAt: madeAt,
          dueOn: '2026-11-30',
          currency: 'RUB',
          total: 120050,
          items: [{ quantity: 1500, unitPrice: 100, taxRate: 2000 }],
        },
      ],
    };
    const tokyo = await page([invoices]);
    expect(tokyo).toMatch(/Nov 22, 2026, 6:30/);
    expect(tokyo).toContain('Nov 30, 2026');
    expect(tokyo).toMatch(/1,200\.50/);
    expect(await page([invoices], { language: 'ru', timeZone: 'Europe/Moscow' })).toMatch(
      /22 нояб\. 2026 г\., 00:30/,
    );
  });

  test('says so where there is nothing', async () => {
    expect(await page([{ part: 'consents', items: [] }])).toContain(en.nothing);
  });
});

test('JSON stays whole whatever the pages are', async () => {
  const items = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 4 });
  const pages = fc.array(items, { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(pages, pages, async (one, other) => {
      const parts = [
        ...one.map((found) => ({ part: 'one', items: found })),
        ...other.map((found) => ({ part: 'other', items: found })),
      ];
      const read = JSON.parse(await written(jsonOf(given(parts), { madeAt })));
      const expected = {
        madeAt,
        ...(one.length > 0 && { one: one.flat() }),
        ...(other.length > 0 && { other: other.flat() }),
      };
      expect(JSON.stringify(read)).toBe(JSON.stringify(expected));
    }),
    { examples: [[[[], [{}], [], [{}]], [[]]]] },
  );
});

const count = 3_000;

describe('A client with thousands of messages', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
    const ticket = await opens(desk);
    await desk.platform.database.handle.execute(sql`insert into ticket_entries
      (id, ticket_id, kind, author_kind, author_id, text)
      select gen_random_uuid(), ${ticket.id}, 'message', 'client', ${desk.anna.id}, 'Сообщение ' || n
      from generate_series(2, ${count}::int) as n`);
  });
  afterAll(() => desk?.close());

  test('is told page by page, and the archive holds every message in its order', async () => {
    const { handle } = desk.platform.database;
    const person = await knowPerson(handle, desk.anna.id);
    let most = 0;
    for (const slice of slices) {
      for await (const { items } of slice.collect(handle, person))
        most = Math.max(most, items.length);
    }
    expect(most).toBeLessThanOrEqual(200);
    const archive = await archiveOf(desk, desk.anna);
    const { messages } = JSON.parse(archive.get('data.json')?.toString() ?? '');
    expect(messages.length).toBe(count);
    expect(messages.slice(1).map(({ text }: { text: string }) => text)).toEqual(
      Array.from({ length: count - 1 }, (_, place) => `Сообщение ${place + 2}`),
    );
    expect(
      archive
        .get('index.html')
        ?.toString()
        .match(/<article/g)?.length,
    ).toBeGreaterThan(count);
  });
});
