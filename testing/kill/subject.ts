/** The program that is killed: the product without limits of its own, with people whose chats are in a sandbox that lives on elsewhere. */
import { sql } from 'drizzle-orm';
import { startApp } from '../../server/app.ts';
import { newAccessToken } from '../../server/identity/access-token.ts';
import { clients } from '../../server/identity/identity.tables.ts';
import { openSession } from '../../server/identity/sessions.ts';
import { staff } from '../../server/identity/staff.tables.ts';
import { databaseNow } from '../../server/platform/clock.ts';
import { readConfig } from '../../server/platform/config.ts';
import { rows } from '../../server/platform/database.ts';
import { newId } from '../../server/platform/ids.ts';
import { openPlatform } from '../../server/platform/open-platform.ts';
import { connections } from '../../server/telegram/connections/connections.tables.ts';
import type { Crew, LedgerCopy, Waiting } from './shapes.ts';

const platform = await openPlatform(readConfig(process.env, 'no .env for a test'));
const { database } = platform;
const app = await startApp(platform, {
  scheduled: true,
  telegram: { delivery: { rates: 'unlimited' } },
  extend: (http) => {
    http.get<{ Querystring: { clients: string; staff: string } }>('/kill/crew', ({ query }) =>
      crew({ clients: Number(query.clients), staff: Number(query.staff) }),
    );
    http.get('/kill/waiting', waiting);
    http.get('/kill/ledger', ledger);
  },
});
process.on('SIGTERM', stop);
process.on('disconnect', stop);

async function stop(): Promise<void> {
  await app.stop();
  await database.close();
  process.exit(0);
}

/** Makes so many people with a chat each, the first time, and gives everybody a session. */
async function crew(wanted: { clients: number; staff: number }): Promise<Crew> {
  const known = await database.handle.select().from(connections);
  const people = known.length > 0 ? known : await addPeople(wanted);
  const made = people.map(async ({ personKind: kind, personId: id, chatId }) => {
    const holder = { kind, id };
    const { sessionId } = await database.transaction((tx) =>
      openSession(tx, { holder, browser: 'Firefox, Linux' }),
    );
    return { kind, id, chatId, token: newAccessToken(platform, { sessionId, holder }) };
  });
  const all = await Promise.all(made);
  return {
    clients: all.filter(({ kind }) => kind === 'client'),
    staff: all.filter(({ kind }) => kind === 'staff'),
  };
}

async function addPeople(wanted: { clients: number; staff: number }) {
  const newClients = Array.from({ length: wanted.clients }, (_, place) => ({
    id: newId(),
    name: `Client ${place}`,
    phone: `+7916${1_000_000 + place}`,
    language: 'ru' as const,
    phoneProvedAt: databaseNow,
    confirmedAt: databaseNow,
    signedUpAt: databaseNow,
  }));
  const newStaff = Array.from({ length: wanted.staff }, (_, place) => ({
    id: newId(),
    name: `Agent ${place}`,
    email: `agent${place}@otklik.example`,
    role: 'agent' as const,
    sees: 'all' as const,
    language: 'en' as const,
  }));
  const ties = [
    ...newClients.map(({ id }, place) => tie('client', id, 1_000_000 + place)),
    ...newStaff.map(({ id }, place) => tie('staff', id, 2_000_000 + place)),
  ];
  await database.transaction(async (tx) => {
    await tx.insert(clients).values(newClients);
    await tx.insert(staff).values(newStaff);
    await tx.insert(connections).values(ties);
  });
  return ties;
}

function tie(personKind: 'client' | 'staff', personId: string, chatId: number) {
  const connected = { state: 'connected' as const, connectedAt: databaseNow };
  return { id: newId(), personKind, personId, chatId, ...connected };
}

async function waiting(): Promise<Waiting> {
  const [row] = await rows<Waiting>(
    database.handle,
    sql`select
      (select count(*)::int from notices where due or state = 'sending' or not admitted) as notices,
      (select count(*)::int from telegram_updates where state = 'waiting') as updates,
      (select count(*)::int from telegram_messages where state = 'filing') as messages`,
  );
  if (!row) throw new Error('Nothing was counted.');
  return row;
}

async function ledger(): Promise<LedgerCopy> {
  return {
    notices: await rows(
      database.handle,
      sql`select id, seq::int, address, rank, kind, state, reason, tries,
          perhaps_twice as "perhapsTwice", uncertain_times as "uncertainTimes",
          message_id::int as "messageId", folded_into as "foldedInto", subject_id as "subjectId",
          content->'text'->>'text' as text,
          (extract(epoch from created_at) * 1000)::float8 as "createdAt"
        from notices order by seq`,
    ),
    entries: await rows(
      database.handle,
      sql`select ticket_id as "ticketId", author_kind as "authorKind", text
        from ticket_entries where kind = 'message'`,
    ),
    asked: await rows(
      database.handle,
      sql`select text from telegram_messages where state = 'asked' and text is not null`,
    ),
    parked: (
      await rows(
        database.handle,
        sql`select update_id from telegram_updates where state = 'parked'`,
      )
    ).length,
  };
}
