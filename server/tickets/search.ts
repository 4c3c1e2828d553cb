/** The search of the desk: subjects, messages, names, numbers and phones; the newest tickets first. */
import { z } from 'zod';
import type { GivenReply, ParsedRequest } from '../../contract/endpoint.ts';
import { may } from '../../contract/permissions.ts';
import type { searchTickets as endpoint } from '../../contract/tickets.ts';
import { clientQuery, type DeskViewer } from '../identity/identity.ts';
import type { Db } from '../platform/database.ts';
import { readCursor, writeCursor } from '../platform/pages.ts';
import type { Platform } from '../platform/platform.ts';
import * as queries from './search.queries.ts';
import { type SearchTerms, termsOf } from './search-terms.ts';
import { visibleTo } from './tickets.policy.ts';

type Found = GivenReply<typeof endpoint>;
type Marked = Found['items'][number]['subject'];

const pageRows = 20;
const mostClients = 5;
const highest = 2_147_483_647;

/** One page of what the viewer sees. The ticket whose number was typed stands first. */
export async function searchTickets(
  { database }: Platform,
  viewer: DeskViewer,
  { q, after }: ParsedRequest<typeof endpoint>['query'],
): Promise<Found> {
  const db = database.handle;
  const place = readCursor(z.number().int().min(1).max(highest), after);
  const terms = termsOf(q);
  const query = await queries.selectQuery(db, terms);
  // A program without the scope of clients learns of them only by their tickets.
  const people = may(viewer, 'clients.read') ? clientQuery(q) : undefined;
  const found = await numbersOf(db, viewer, { terms, query, people, before: place });
  const numbers = found.slice(0, pageRows);
  const next = found.length > pageRows ? numbers.at(-1) : undefined;
  return {
    items: await itemsOf(db, numbers, query),
    clients: place === undefined ? await clientsLike(db, people) : [],
    ...(next !== undefined && { next: writeCursor(next) }),
  };
}

async function numbersOf(
  db: Db,
  viewer: DeskViewer,
  given: {
    terms: SearchTerms;
    query: queries.Query | undefined;
    people: string | undefined;
    before: number | undefined;
  },
): Promise<number[]> {
  const { terms, query, people, before = highest } = given;
  const asked = { visible: visibleTo(viewer), before, limit: pageRows + 1 };
  const said = query ? await queries.selectHits(db, { ...asked, query: query.all }) : [];
  const theirs =
    terms.phone && people ? await queries.selectHitsOfClients(db, { ...asked, query: people }) : [];
  const { number } = terms;
  const [first] =
    number === undefined ? [] : await queries.selectNumbered(db, { ...asked, number });
  const others = [...new Set([...said, ...theirs])]
    .filter((hit) => hit !== first)
    .sort((one, other) => other - one);
  const top = first !== undefined && given.before === undefined ? [first] : [];
  return [...top, ...others].slice(0, pageRows + 1);
}

async function itemsOf(
  db: Db,
  numbers: number[],
  query: queries.Query | undefined,
): Promise<Found['items']> {
  const found = await queries.selectFound(db, numbers);
  const ids = found.map(({ row }) => row.id);
  const headlines = query ? await queries.selectHeadlines(db, { ids, query }) : [];
  const byId = new Map(headlines.map((headline) => [headline.id, headline]));
  return found.map(({ row }) => {
    const headline = byId.get(row.id);
    const excerpt = headline?.excerpt;
    return {
      ticket: row,
      subject: headline ? piecesOf(headline.subject) : [{ text: row.subject, hit: false }],
      ...(excerpt && { excerpt: piecesOf(excerpt) }),
    };
  });
}

async function clientsLike(db: Db, query: string | undefined): Promise<Found['clients']> {
  if (query === undefined) return [];
  const found = await queries.selectClientsLike(db, { query, limit: mostClients });
  return found.map(({ phone, ...person }) => ({ ...person, ...(phone !== null && { phone }) }));
}

/** `a ⟨b⟩ c` → a, b (hit), c. */
function piecesOf(headline: string): Marked {
  const written = headline.replaceAll(queries.marks.less, '<');
  const pieces = written.split(queries.marks.from).flatMap((part, i) => {
    const [hit = '', rest] = i === 0 ? ['', part] : part.split(queries.marks.to);
    return [
      { text: hit, hit: true },
      { text: rest ?? '', hit: false },
    ];
  });
  return pieces.filter(({ text }) => text !== '');
}
