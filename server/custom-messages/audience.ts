/** Whom a message to a group goes to, and by whom it can be read now. */
import { and, asc, gt, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { DateTime } from 'luxon';
import type { ClientFilter, reaches } from '../../contract/custom-messages.ts';
import { readCompany } from '../company/company.ts';
import { clients } from '../identity/identity.tables.ts';
import { clientQuery } from '../identity/identity.ts';
import { lanes } from '../notifications/notifications.tables.ts';
import { type AddressBook, type Lane, personKey } from '../notifications/notifications.ts';
import { type Db, readDatabaseTime, type Tx } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';

export type Reach = (typeof reaches)[number];

export interface AudienceClient {
  id: string;
  name: string;
  phone: string | null;
  /** The client's chat, if there is one. */
  lane?: Lane;
  reach: Reach;
}

/** A statement takes 65,535 parameters at most. */
const atOnce = 5_000;

/** The confirmed clients whom the filter names, by name. */
export async function selectAudience(
  db: Db,
  platform: Platform,
  given: { filter: ClientFilter; addresses: AddressBook },
): Promise<AudienceClient[]> {
  const { id, name, phone } = clients;
  const found = await db
    .select({ id, name, phone })
    .from(clients)
    .where(await namedBy(db, platform, given.filter))
    .orderBy(asc(name), asc(id));
  return withReach(db, given.addresses, found);
}

/** The same, whom nobody changes or merges before this transaction is over. */
export async function lockAudience(
  tx: Tx,
  platform: Platform,
  given: { filter: ClientFilter; addresses: AddressBook },
): Promise<AudienceClient[]> {
  const { id, name, phone } = clients;
  const condition = await namedBy(tx, platform, given.filter);
  const found: { id: string; name: string; phone: string | null }[] = [];
  for (;;) {
    // In the order in which others lock them, so that nobody waits in a circle.
    const last = found.at(-1);
    const some = await tx
      .select({ id, name, phone })
      .from(clients)
      .where(and(condition, last && gt(id, last.id)))
      .orderBy(asc(id))
      .limit(atOnce)
      .for('share');
    found.push(...some);
    if (some.length < atOnce) return withReach(tx, given.addresses, found);
  }
}

async function withReach(
  db: Db,
  addresses: AddressBook,
  found: { id: string; name: string; phone: string | null }[],
): Promise<AudienceClient[]> {
  const reached: AudienceClient[] = [];
  for (let start = 0; start < found.length; start += atOnce) {
    const some = found.slice(start, start + atOnce);
    const book = await addresses(
      db,
      some.map(({ id }) => ({ kind: 'client', id })),
    );
    const closed = await closedAddresses(db, [...book.values()]);
    for (const client of some) {
      const lane = book.get(personKey({ kind: 'client', id: client.id }));
      const reach = lane ? (closed.has(lane.address) ? 'blocked' : 'reachable') : 'not_connected';
      reached.push({ ...client, ...(lane && { lane }), reach });
    }
  }
  return reached;
}

async function closedAddresses(db: Db, given: Lane[]): Promise<Set<string>> {
  if (given.length === 0) return new Set();
  const all = given.map(({ address }) => address);
  const found = await db
    .select({ address: lanes.address })
    .from(lanes)
    .where(and(inArray(lanes.address, all), isNotNull(lanes.closedAt)));
  return new Set(found.map(({ address }) => address));
}

/** Only whom staff see: whoever has entered a code or was entered by staff, and is not another by now. */
async function namedBy(
  db: Db,
  platform: Platform,
  { search, language, openTicket, overdueInvoice }: ClientFilter,
): Promise<SQL | undefined> {
  return and(
    isNotNull(clients.confirmedAt),
    isNull(clients.mergedIntoId),
    search ? isFound(search) : undefined,
    language && sql`${clients.language} = ${language}`,
    openTicket &&
      sql`exists (select from tickets t
      where t.client_id = ${clients.id} and t.resolved_at is null)`,
    overdueInvoice &&
      sql`exists (select from invoices i
      where i.client_id = ${clients.id} and i.status = 'issued'
        and i.due_on < ${await readToday(db, platform)}::date)`,
  );
}

/** Signs that no name holds find nobody: they must not mean everybody. */
function isFound(search: string): SQL {
  const query = clientQuery(search);
  return query === undefined ? sql`false` : sql`${clients}."words" @@ ${query}::tsquery`;
}

/** The company's day. */
async function readToday(db: Db, platform: Platform): Promise<string> {
  const { timeZone } = await readCompany(db, platform);
  return DateTime.fromJSDate(await readDatabaseTime(db), { zone: timeZone }).toFormat('yyyy-MM-dd');
}
