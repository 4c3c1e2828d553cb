/** The measured process: the product with a floor beside it, and its own measurements on request. */
import { sql } from 'drizzle-orm';
import { startApp } from '../server/app.ts';
import { enqueueNotices } from '../server/notifications/notifications.ts';
import { readConfig } from '../server/platform/config.ts';
import { openPlatform } from '../server/platform/open-platform.ts';
import { type DeliveriesQuestion, seedDeliveries } from './measured-deliveries.ts';
import { openDesk, openTickets, type SeedQuestion, seedTickets } from './measured-desk.ts';
import { type InvoicesQuestion, seedInvoices } from './measured-invoices.ts';

export interface EnqueueQuestion {
  /** `ofTickets`: each is news of a ticket of its own, and might fold. */
  enqueue: { from: number; count: number; chats: number; ofTickets?: boolean };
}

const platform = await openPlatform(readConfig(process.env, 'no .env for a benchmark'));
const { database } = platform;
const unlimited = process.env.BENCH_LIMITS === 'off';
const app = await startApp(platform, {
  scheduled: true,
  telegram: { delivery: unlimited ? { rates: 'unlimited' } : {} },
  extend: (http) => http.get('/bench/empty', async () => ({ empty: true })),
});
await database.handle.execute(
  sql`create table if not exists bench_commits (id bigint generated always as identity, word text)`,
);

type Question =
  | EnqueueQuestion
  | SeedQuestion
  | InvoicesQuestion
  | DeliveriesQuestion
  | { commits: number; at: number }
  | { open: number; at: number }
  | { desk: true };

process.on('message', async (question: Question) => process.send?.(await answer(question)));
process.on('SIGTERM', async () => {
  await app.stop();
  await database.close();
  process.exit(0);
});
process.send?.({ origin: app.address });

function answer(question: Question): Promise<object> {
  if ('enqueue' in question) return enqueue(question);
  if ('commits' in question) return commits(question);
  if ('seedTickets' in question) return seedTickets(platform, question);
  if ('seedInvoices' in question) return seedInvoices(platform, question);
  if ('seedDeliveries' in question) return seedDeliveries(platform, question);
  if ('open' in question) return openTickets(platform, question);
  return openDesk(platform);
}

/** One-row commits: what this database can do at best, so many at a time. */
async function commits({ commits, at }: { commits: number; at: number }) {
  const begun = performance.now();
  let left = commits;
  const lane = async () => {
    while (left-- > 0) {
      await database.transaction(async (tx) => {
        await tx.execute(sql`insert into bench_commits (word) values ('floor')`);
      });
    }
  };
  await Promise.all(Array.from({ length: at }, lane));
  return { milliseconds: performance.now() - begun };
}

/** Notices in transactions of a hundred; answers with the wall-clock moment after the last commit. */
async function enqueue({ enqueue: { from, count, chats, ofTickets } }: EnqueueQuestion) {
  for (let start = from; start < from + count; start += 100) {
    const size = Math.min(100, from + count - start);
    await database.transaction((tx) =>
      enqueueNotices(
        tx,
        platform,
        Array.from({ length: size }, (_, index) => ({
          ...notice(start + index, chats),
          ...(ofTickets && ofTicket(start + index)),
        })),
      ),
    );
  }
  return { committedAt: performance.timeOrigin + performance.now() };
}

function notice(number: number, chats: number) {
  return {
    lane: { channel: 'telegram' as const, address: String(900_000 + (number % chats)) },
    kind: 'bench.notice',
    rank: 'news' as const,
    text: { text: `Notice ${number}`, entities: [] },
  };
}

function ofTicket(number: number) {
  return {
    subject: { kind: 'ticket', id: String(number) },
    fold: { title: { text: `#${number}` }, body: { text: 'News.' }, language: 'en' as const },
  };
}
