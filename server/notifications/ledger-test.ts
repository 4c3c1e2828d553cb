/** A platform, a scripted channel and a worker for the tests of this slice. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { type TestPlatform, testPlatform } from '../../testing/platform.ts';
import { rows } from '../platform/database.ts';
import {
  type Delivery,
  type DeliveryOptions,
  enqueueNotices,
  findNotice,
  type NewNotice,
  type NoticeFacts,
  startDelivery,
} from './notifications.ts';
import { type ScriptedChannel, scriptedChannel } from './scripted-channel.ts';

export interface Ledger {
  platform: TestPlatform;
  channel: ScriptedChannel;
  worker: Delivery;
  /** Writes notices in one transaction. */
  enqueue(...notices: NewNotice[]): Promise<string[]>;
  /** Writes one, delivers what can be delivered, and gives its facts. */
  deliver(notice: NewNotice): Promise<NoticeFacts>;
  find(id: string): Promise<NoticeFacts>;
  /** Lets the worker do what is due, moves the time, and lets it do what is due then. */
  pass(seconds: number): Promise<void>;
}

let opened: TestDatabase;

/** To be called at the top of a test file: one database serves all of its tests. */
export function shareLedgerDatabase(): void {
  beforeAll(async () => {
    opened = await openTestDatabase();
  });
  afterAll(() => opened?.close());
}

/** The file's database with an empty ledger. */
export async function emptyDatabase(): Promise<TestDatabase> {
  await opened.database.handle.execute(
    sql`truncate notices, notice_tries, lanes, send_buckets, notice_preferences`,
  );
  return opened;
}

/** Without limits unless the test is about them. `on` is the database of another ledger: a second instance. */
export async function openLedger(
  options: Partial<DeliveryOptions> & { channel?: ScriptedChannel; on?: TestDatabase } = {},
): Promise<Ledger> {
  const platform = await testPlatform({}, options.on ?? (await emptyDatabase()));
  const channel = options.channel ?? scriptedChannel();
  const worker = await startDelivery(platform, {
    rates: 'unlimited',
    random: () => 0,
    ...options,
    channel,
  });
  onTestFinished(() => worker.stop());
  const enqueue = (...notices: NewNotice[]) =>
    platform.database.transaction((tx) => enqueueNotices(tx, platform, notices));
  const find = async (id: string) => {
    const facts = await findNotice(platform.database.handle, id);
    if (!facts) throw new Error('There is no such notice.');
    return facts;
  };
  return {
    platform,
    channel,
    worker,
    enqueue,
    find,
    async deliver(notice) {
      const [id = ''] = await enqueue(notice);
      await worker.idle();
      return find(id);
    },
    async pass(seconds) {
      // A notice that is just being claimed would find its lease run out, and not go.
      await worker.idle();
      await platform.advance(seconds * 1000);
      await worker.idle();
    },
  };
}

/** Chats of the cast. */
export const anna = '1001';
export const boris = '1002';
export const olga = '1003';

export function news(address: string, text: string, more: Partial<NewNotice> = {}): NewNotice {
  return {
    lane: { channel: 'telegram', address },
    kind: 'ticket.answered',
    rank: 'news',
    text: { text },
    ...more,
  };
}

/** Every row of the ledger's tables as text, to look for what must not be there. */
export async function readEverything({ database }: TestPlatform): Promise<string> {
  const found = await rows<{ row: string }>(
    database.handle,
    sql`select n::text || ' ' || encode(coalesce(sealed, ''), 'escape') as row from notices n
      union all select t::text from notice_tries t
      union all select l::text from lanes l`,
  );
  return found.map(({ row }) => row).join('\n');
}
