/** What the operator types into the search: a ticket, an invoice, or somebody. */
import { and, eq, ilike, isNotNull, isNull, sql } from 'drizzle-orm';
import { clients } from '../identity/identity.tables.ts';
import { clientQuery } from '../identity/identity.ts';
import { staff } from '../identity/staff.tables.ts';
import { invoices } from '../invoices/invoices.tables.ts';
import type { Person, Subject } from '../notifications/notifications.ts';
import type { Db } from '../platform/database.ts';
import { tickets } from '../tickets/tickets.tables.ts';
import type { DeliveriesPorts } from './ports.ts';

/** So many people are looked through; of more the search says that it is too broad. */
const mostPeople = 200;

export interface Found {
  people?: Person[];
  subject?: Subject;
  tooBroad: boolean;
}

export async function findFor(db: Db, ports: DeliveriesPorts, given: string): Promise<Found> {
  const text = given.toWellFormed().replaceAll('\u0000', '').normalize('NFC').trim();
  if (text === '') return { tooBroad: false };
  const subject = (await findTicket(db, text)) ?? (await findInvoice(db, text));
  if (subject) return { subject, tooBroad: false };
  const people = await findPeople(db, ports, text);
  return { people: people.slice(0, mostPeople), tooBroad: people.length > mostPeople };
}

async function findTicket(db: Db, text: string): Promise<Subject | undefined> {
  const [, number] = /^[#№]\s?(\d{1,9})$/.exec(text) ?? [];
  if (number === undefined) return undefined;
  const [found] = await db
    .select({ id: tickets.id })
    .from(tickets)
    .where(eq(tickets.number, Number(number)));
  return found && { kind: 'ticket', id: found.id };
}

async function findInvoice(db: Db, text: string): Promise<Subject | undefined> {
  if (!/\d/.test(text)) return undefined;
  const [found] = await db
    .select({ id: invoices.id })
    .from(invoices)
    .where(sql`lower(${invoices.numberText}) = lower(${text.replace(/^[#№]\s?/, '')})`)
    .limit(1);
  return found && { kind: 'invoice', id: found.id };
}

async function findPeople(db: Db, ports: DeliveriesPorts, text: string): Promise<Person[]> {
  const most = mostPeople + 1;
  const [, username] = /^@?(\w{2,32})$/.exec(text) ?? [];
  const named = username ? await ports.peopleNamed(db, { username, most }) : [];
  // Who writes the @ means a name in the messenger and nothing else.
  if (text.startsWith('@')) return named;
  const words = clientQuery(text);
  const found = words
    ? await db
        .select({ id: clients.id })
        .from(clients)
        .where(
          and(
            isNotNull(clients.confirmedAt),
            isNull(clients.mergedIntoId),
            sql`${clients}."words" @@ ${words}::tsquery`,
          ),
        )
        .limit(most)
    : [];
  const colleagues = await db
    .select({ id: staff.id })
    .from(staff)
    .where(ilike(staff.name, `%${text.replace(/[\\%_]/g, '\\$&')}%`))
    .limit(most);
  const all = [
    ...found.map(({ id }) => ({ kind: 'client' as const, id })),
    ...colleagues.map(({ id }) => ({ kind: 'staff' as const, id })),
    ...named,
  ];
  return [...new Map(all.map((one) => [`${one.kind}:${one.id}`, one])).values()];
}
