import { type SQL, sql } from 'drizzle-orm';
import { type Db, rows } from '../platform/database.ts';
import type { SearchTerms } from './search-terms.ts';
import { type PlacedRow, selectTicketRows } from './ticket-rows.ts';

/** Queries of the full-text search as text; `any` fits where one of the words stands. */
export interface Query {
  all: string;
  any: string;
}

/** How many of the newest tickets are looked at first: in these a common word is found many times. */
const newest = 5000;
const excerptOf = { entries: 20, letters: 4000 };

/** Nothing when no word is left that could be looked for ("the", "и"). */
export async function selectQuery(db: Db, terms: SearchTerms): Promise<Query | undefined> {
  const { words, phrases, unfinished } = terms;
  const parts = [
    sql`plainto_tsquery('russian', ${words})`,
    ...phrases.map((phrase) => sql`phraseto_tsquery('russian', ${phrase})`),
    ...(unfinished === undefined ? [] : [beginning(unfinished)]),
  ];
  const [found] = await rows<{ query: string }>(
    db,
    sql`select (${sql.join(parts, sql` && `)})::text as query`,
  );
  if (!found?.query) return undefined;
  // A lexeme holds no spaces, so that these stand between lexemes alone.
  return { all: found.query, any: found.query.replaceAll(' & ', ' | ') };
}

/** The word's stem as a beginning; a stop word may be the beginning of another word. */
function beginning(word: string): SQL {
  const exact = sql`plainto_tsquery('russian', ${word})`;
  const other = sql`plainto_tsquery('simple', ${word})`;
  return sql`(case when numnode(${exact}) > 0 then ${exact}::text || ':*'
    when numnode(${other}) > 0 then ${other}::text || ':*' else '' end)::tsquery`;
}

interface Hits {
  visible: SQL;
  query: string;
  /** Only tickets with smaller numbers. */
  before: number;
  limit: number;
}

/**
 * Numbers of the newest tickets that fit. A common word is found among the newest; only what is rare
 * there is looked for in the index, which has then little to give: neither depends on what the planner guesses.
 */
export async function selectHits(db: Db, hits: Hits): Promise<number[]> {
  const { visible, query, before, limit } = hits;
  const from = sql`(select least(${before}, coalesce(max(number), 0) + 1) - ${newest} from ticket_search)`;
  const [edge] = await rows<{ number: number }>(db, sql`select ${from} as number`);
  const oldest = edge?.number ?? 0;
  const found = await numbersOf(
    db,
    sql`select s.number from ticket_search s join tickets on tickets.id = s.ticket_id
        where s.number < ${before} and s.number >= ${oldest}
          and s.document @@ ${query}::tsquery and ${visible}
        order by s.number desc limit ${limit}`,
  );
  if (found.length >= limit || oldest <= 0) return found;
  const older = await numbersOf(
    db,
    sql`with hits as materialized (
          select ticket_id, number from ticket_search
          where document @@ ${query}::tsquery and number < ${oldest}
        )
        select hits.number from hits join tickets on tickets.id = hits.ticket_id
        where ${visible} order by hits.number desc limit ${limit - found.length}`,
  );
  return [...found, ...older];
}

/** Numbers of the tickets of clients whose phone fits; `clients` is a query on the words of clients. */
export function selectHitsOfClients(
  db: Db,
  { visible, query, before, limit }: Hits,
): Promise<number[]> {
  return numbersOf(
    db,
    sql`select number from tickets
        where client_id = any (array(
            select id from clients where words @@ ${query}::tsquery
              and confirmed_at is not null and merged_into_id is null limit 200
          )) and number < ${before} and ${visible}
        order by number desc limit ${limit}`,
  );
}

export function selectNumbered(
  db: Db,
  { visible, number }: { visible: SQL; number: number },
): Promise<number[]> {
  return numbersOf(db, sql`select number from tickets where number = ${number} and ${visible}`);
}

export function selectClientsLike(
  db: Db,
  { query, limit }: { query: string; limit: number },
): Promise<{ id: string; name: string; phone: string | null }[]> {
  return rows(
    db,
    sql`select id, name, phone from clients
        where words @@ ${query}::tsquery and confirmed_at is not null and merged_into_id is null
        order by created_at desc limit ${limit}`,
  );
}

export async function selectFound(db: Db, numbers: number[]): Promise<PlacedRow[]> {
  if (numbers.length === 0) return [];
  const found = await selectTicketRows(db, {
    chosen: sql`select * from tickets where number in ${numbers}`,
    order: sql`t.number desc`,
  });
  const byNumber = new Map(found.map((placed) => [placed.row.number, placed]));
  return numbers.flatMap((number) => byNumber.get(number) ?? []);
}

export interface Headline {
  id: string;
  subject: string;
  excerpt: string | null;
}

/** Characters that stand for nothing else: around a hit, and in the place of `<`, behind which a headline would leave words out. */
export const marks = { from: '\uE000', to: '\uE001', less: '\uE002' } as const;

export async function selectHeadlines(
  db: Db,
  { ids, query }: { ids: string[]; query: Query },
): Promise<Headline[]> {
  if (ids.length === 0) return [];
  const any = sql`${query.any}::tsquery`;
  const marked = `StartSel=${marks.from}, StopSel=${marks.to}`;
  // What people write is never taken for a mark: such characters are left out of it.
  const taken = `<${marks.from}${marks.to}${marks.less}`;
  const bare = (text: SQL) => sql`translate(${text}, ${taken}, ${marks.less})`;
  return rows<Headline>(
    db,
    sql`select t.id,
          ts_headline('russian', ${bare(sql`t.subject`)}, ${any}, ${`${marked}, HighlightAll=true`}) as subject,
          ts_headline('russian', ${bare(sql`best.text`)}, ${any},
            ${`${marked}, MaxWords=24, MinWords=12, MaxFragments=1`}) as excerpt
        from tickets t
        left join lateral (
          select said.text from (
            select left(text, ${excerptOf.letters}) as text, position from ticket_entries
            where ticket_id = t.id and kind in ('message', 'note')
            order by position desc limit ${excerptOf.entries}
          ) as said
          cross join lateral (select to_tsvector('russian', said.text) as document) as d
          where d.document @@ ${any}
          order by ts_rank(d.document, ${any}) desc, said.position desc limit 1
        ) as best on true
        where t.id in ${ids}`,
  );
}

async function numbersOf(db: Db, query: SQL): Promise<number[]> {
  const found = await rows<{ number: number }>(db, query);
  return found.map(({ number }) => number);
}
