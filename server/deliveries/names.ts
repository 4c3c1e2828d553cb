/** What people, tickets and invoices are called, for a page of notices at once. */
import { inArray } from 'drizzle-orm';
import { z } from 'zod';
import { clients } from '../identity/identity.tables.ts';
import { staff } from '../identity/staff.tables.ts';
import { invoices } from '../invoices/invoices.tables.ts';
import { type Person, personKey, type Subject } from '../notifications/notifications.ts';
import type { Db } from '../platform/database.ts';
import { tickets } from '../tickets/tickets.tables.ts';

export interface About {
  kind: 'ticket' | 'invoice';
  id: string;
  number: string;
}

export interface Names {
  person(person: Person): string | undefined;
  about(subject: Subject | undefined): About | undefined;
}

/** Asks for all of them together. */
export async function namesFor(
  db: Db,
  given: readonly { person?: Person; subject?: Subject }[],
): Promise<Names> {
  const people = given.flatMap(({ person }) => person ?? []);
  const subjects = given.flatMap(({ subject }) => subject ?? []);
  const names = new Map<string, string>();
  const numbers = new Map<string, About>();
  for (const [kind, table] of [
    ['client', clients],
    ['staff', staff],
  ] as const) {
    const ids = idsOf(people, kind);
    if (ids.length === 0) continue;
    const { id, name } = table;
    const found = await db.select({ id, name }).from(table).where(inArray(id, ids));
    for (const one of found) names.set(personKey({ kind, id: one.id }), one.name);
  }
  const ticketIds = idsOf(subjects, 'ticket');
  if (ticketIds.length > 0) {
    const { id, number } = tickets;
    const found = await db.select({ id, number }).from(tickets).where(inArray(id, ticketIds));
    for (const one of found) {
      numbers.set(one.id, { kind: 'ticket', id: one.id, number: String(one.number) });
    }
  }
  const invoiceIds = idsOf(subjects, 'invoice');
  if (invoiceIds.length > 0) {
    const { id, numberText } = invoices;
    const found = await db.select({ id, numberText }).from(invoices).where(inArray(id, invoiceIds));
    for (const one of found) {
      if (one.numberText !== null) {
        numbers.set(one.id, { kind: 'invoice', id: one.id, number: one.numberText });
      }
    }
  }
  return {
    person: (person) => names.get(personKey(person)),
    about: (subject) => subject && numbers.get(subject.id),
  };
}

const uuid = z.uuid();

function idsOf(given: readonly { kind: string; id: string }[], kind: string): string[] {
  const ids = given.flatMap((one) => (one.kind === kind ? [one.id] : []));
  return [...new Set(ids)].filter((id) => uuid.safeParse(id).success);
}
