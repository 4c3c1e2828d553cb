/** The measured process's own side of the desk: filling the database, opening tickets without HTTP, and who may ask. */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { sql } from 'drizzle-orm';
import { scopes } from '../contract/permissions.ts';
import { addPeople, addTickets, addTools, countTickets } from '../server/cast/history.ts';
import { newAccessToken } from '../server/identity/access-token.ts';
import { openSession } from '../server/identity/identity.ts';
import { rows } from '../server/platform/database.ts';
import type { Platform } from '../server/platform/platform.ts';
import { hashSecret } from '../server/platform/secrets.ts';
import { telegramAddresses } from '../server/telegram/telegram.ts';
import { openClientTicket } from '../server/tickets/tickets.ts';

export interface SeedQuestion {
  /** So many tickets there shall be. */
  seedTickets: number;
}

export interface SeedAnswer {
  added: number;
  milliseconds: number;
  /** What people type, by what it stands for. */
  queries: Record<string, string>;
}

export interface DeskAnswer {
  /** Of a program that may do everything. */
  token: string;
  /** Of clients who are connected to the bot. */
  clients: string[];
}

const batch = 2_000;
const days = 730;

export async function seedTickets(
  { database }: Platform,
  { seedTickets: wanted }: SeedQuestion,
): Promise<SeedAnswer> {
  const begun = performance.now();
  const present = await database.transaction(countTickets);
  const missing = Math.max(0, wanted - present);
  await database.transaction(async (tx) => {
    await addTools(tx);
    await addPeople(tx, Math.max(500, wanted / 20));
  });
  const start = Date.now() - days * 86_400_000;
  const step = (days * 86_400_000) / Math.max(1, missing);
  for (let done = 0; done < missing; done += batch) {
    const count = Math.min(batch, missing - done);
    const from = new Date(start + done * step);
    const until = new Date(start + (done + count) * step);
    const recent = done + count > missing * 0.92;
    await database.transaction((tx) => addTickets(tx, { count, recent, from, until }));
  }
  await database.handle.execute(sql`vacuum analyze`);
  const [some] = await rows<{ number: number; phone: string }>(
    database.handle,
    sql`select t.number, c.phone from tickets t join clients c on c.id = t.client_id
        where c.phone is not null order by t.number offset ${Math.floor(wanted / 3)} limit 1`,
  );
  return {
    added: missing,
    milliseconds: performance.now() - begun,
    queries: {
      'a common word': 'заказ',
      'two words, other forms': 'принтеры полоса',
      'a rare word': 'чемодан',
      'a word half typed': 'накладн',
      'English forms': 'refunds orders',
      'a number': String(some?.number),
      'a phone': some?.phone.slice(-7) ?? '',
    },
  };
}

/** A token with every scope, and clients with a chat each. */
export async function openDesk(platform: Platform): Promise<DeskAnswer> {
  const { database } = platform;
  const token = `otk_${randomUUID().replaceAll('-', '')}${'A'.repeat(11)}`;
  await database.handle.execute(
    sql`insert into integration_tokens (id, name, scopes, hash, made_by)
        select gen_random_uuid(), 'bench', ${JSON.stringify(scopes)}::jsonb, ${hashSecret(token)}, id
        from staff limit 1`,
  );
  const found = await connected(platform);
  const clients: string[] = [];
  for (const id of found) {
    const holder = { kind: 'client' as const, id };
    const { sessionId } = await database.transaction((tx) =>
      openSession(tx, { holder, browser: 'bench' }),
    );
    clients.push(newAccessToken(platform, { sessionId, holder }));
  }
  return { token, clients };
}

/** Opens so many tickets with their notices, so many at a time, by the operation that the routes call. */
export async function openTickets(
  platform: Platform,
  { open, at }: { open: number; at: number },
): Promise<{ milliseconds: number }> {
  const ids = await connected(platform);
  const begun = performance.now();
  let left = open;
  const lane = async (_: unknown, place: number) => {
    const viewer = {
      kind: 'client' as const,
      id: ids[place % ids.length] ?? '',
      name: 'Bench',
      language: 'ru' as const,
      sessionId: '',
    };
    const doing = { platform, ports: { addresses: telegramAddresses }, viewer };
    while (left-- > 0) {
      await openClientTicket(doing, {
        subject: 'Не печатает принтер',
        text: 'Здравствуйте! Второй день не печатает принтер в бухгалтерии. Что делать?',
        fileIds: [],
      });
    }
  };
  await Promise.all(Array.from({ length: at }, lane));
  return { milliseconds: performance.now() - begun };
}

/** Clients with a chat; the first call gives 64 of them one. */
async function connected({ database }: Platform): Promise<string[]> {
  await database.handle.execute(
    sql`insert into telegram_connections (id, person_kind, person_id, chat_id, state, connected_at)
        select gen_random_uuid()::text, 'client', id::text, 800000 + row_number() over (order by created_at, id), 'connected', now()
        from (select id, created_at from clients order by created_at, id limit 64) as chosen
        on conflict do nothing`,
  );
  const found = await rows<{ id: string }>(
    database.handle,
    sql`select person_id as id from telegram_connections where person_kind = 'client' limit 64`,
  );
  return found.map(({ id }) => id);
}
