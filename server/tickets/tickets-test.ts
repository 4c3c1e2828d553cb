/** What the tests of tickets share: a ticket opened in one word, and its record as it is stored. */
import { asc, eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { answerMyTicket, openMyTicket } from '../../contract/my-tickets.ts';
import { answerTicket, openTicket, updateTicket } from '../../contract/tickets.ts';
import type { Caller, Desk } from '../../testing/desk.ts';
import { tags, ticketEntries, tickets, ticketTags } from './tickets.tables.ts';

export interface TestTicket {
  id: string;
  number: number;
}

/** A client opens one. */
export async function opens(
  desk: Desk,
  as: Caller = desk.anna,
  given: Record<string, unknown> = {},
): Promise<TestTicket> {
  const body = { subject: 'Не печатает принтер', text: 'Горит красная лампа', ...given };
  return done(await desk.call(as, openMyTicket, { body }));
}

/** The desk opens one for a client. */
export async function opensFor(
  desk: Desk,
  as: Caller,
  given: { clientId: string } & Record<string, unknown>,
): Promise<TestTicket> {
  const body = { subject: 'Договор', text: 'Пришлите подпись', ...given };
  return done(await desk.call(as, openTicket, { body }));
}

export async function answers(
  desk: Desk,
  as: Caller,
  ticket: TestTicket,
  given: Record<string, unknown> = {},
): Promise<{ id: string; position: number }> {
  const body = { kind: 'message', text: 'Сейчас посмотрим', ...given };
  return done(await desk.call(as, answerTicket, { params: { ticketId: ticket.id }, body }));
}

export async function writes(
  desk: Desk,
  as: Caller,
  ticket: TestTicket,
  text = 'И ещё вопрос',
): Promise<{ id: string; position: number }> {
  const params = { ticketId: ticket.id };
  return done(await desk.call(as, answerMyTicket, { params, body: { text } }));
}

export async function changes(
  desk: Desk,
  as: Caller,
  ticket: TestTicket,
  body: Record<string, unknown>,
): Promise<number> {
  const params = { ticketId: ticket.id };
  return done(await desk.call(as, updateTicket, { params, body })).version;
}

/** The body of an answer that is no refusal. */
export function done<T>({ status, body }: { status: number; body: T }): T {
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

/** The ticket's row. */
export async function stored(desk: Desk, { id }: TestTicket) {
  const [ticket] = await desk.platform.database.handle
    .select()
    .from(tickets)
    .where(eq(tickets.id, id));
  if (!ticket) throw new Error('There is no such ticket.');
  return ticket;
}

/** All that its conversation holds, in order. */
export function entriesIn(desk: Desk, { id }: TestTicket) {
  return desk.platform.database.handle
    .select()
    .from(ticketEntries)
    .where(eq(ticketEntries.ticketId, id))
    .orderBy(asc(ticketEntries.position));
}

/** The changes that its conversation tells: `['status', 'open', 'closed']`. */
export async function eventsIn(desk: Desk, ticket: TestTicket) {
  const entries = await entriesIn(desk, ticket);
  return entries.flatMap(({ event }) => (event ? [[event.what, event.from, event.to]] : []));
}

export async function tagNamesOf(desk: Desk, { id }: TestTicket): Promise<string[]> {
  const found = await desk.platform.database.handle
    .select({ name: tags.name })
    .from(ticketTags)
    .innerJoin(tags, eq(tags.id, ticketTags.tagId))
    .where(eq(ticketTags.ticketId, id))
    .orderBy(asc(tags.key));
  return found.map(({ name }) => name);
}

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
