/** npm run seed -- --tickets 100000 [--clients 5000]: fills a database of the sandbox with tickets, to try the desk at full size. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { addPeople, addTickets, addTools, countTickets } from '../server/cast/history.ts';
import { type Config, readConfig } from '../server/platform/config.ts';
import type { Database } from '../server/platform/database.ts';
import { StartRefused } from '../server/platform/errors.ts';
import { claimInstallation } from '../server/platform/installation.ts';
import { keptSecret } from '../server/platform/made-secrets.ts';
import { openDatabase } from '../server/platform/open-database.ts';
import { secretsFrom } from '../server/platform/secrets.ts';

const usage = 'npm run seed -- --tickets <1…1000000> [--clients <1…1000000>]';
const batch = 2_000;
const days = 730;
/** The newest part of the tickets, where many are still unsolved. */
const recentPart = 0.08;

try {
  await seed(readNumbers());
} catch (error) {
  if (!(error instanceof StartRefused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function seed({ tickets, clients }: { tickets: number; clients: number }): Promise<void> {
  const config = readConfig();
  const folder = join(config.dataDir, 'database');
  const database = await openDatabase({ url: config.databaseUrl, folder });
  try {
    await assertSandbox(database, config);
    const began = Date.now();
    say(`Adding ${clients} clients and ${tickets} tickets…`);
    await database.transaction(async (tx) => {
      await addTools(tx);
      await addPeople(tx, clients);
    });
    const before = await database.transaction(countTickets);
    await fill(database, tickets);
    await database.handle.execute(sql`vacuum analyze`);
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    say(`\rDone in ${seconds} s: there are ${before + tickets} tickets now.`);
  } finally {
    await database.close();
  }
}

async function fill(database: Database, tickets: number): Promise<void> {
  const start = Date.now() - days * 86_400_000;
  const momentOf = (place: number) => new Date(start + (place / tickets) * days * 86_400_000);
  const recentFrom = Math.floor(tickets * (1 - recentPart));
  for (let done = 0; done < tickets; ) {
    const recent = done >= recentFrom;
    const count = Math.min(batch, (recent ? tickets : recentFrom) - done);
    const range = { from: momentOf(done), until: momentOf(done + count) };
    await database.transaction((tx) => addTickets(tx, { count, recent, ...range }));
    done += count;
    if (process.stdout.isTTY) process.stdout.write(`\r${Math.floor((done / tickets) * 100)} %`);
  }
}

/** People in the database of a real bot are real: nothing invented belongs among them. */
async function assertSandbox(database: Database, config: Config): Promise<void> {
  if (config.telegram.token) {
    throw new StartRefused(
      'TELEGRAM_BOT_TOKEN is set, and invented tickets belong to the sandbox alone. Unset it, and set DATA_DIR (or DATABASE_URL) to a new place.',
    );
  }
  const master = config.jwtSecret ?? keptSecret(config.dataDir, 'jwt-secret');
  await claimInstallation(database, secretsFrom(master), 'sandbox');
}

function readNumbers(): { tickets: number; clients: number } {
  const options = { tickets: { type: 'string' }, clients: { type: 'string' } } as const;
  try {
    const { values } = parseArgs({ options });
    const tickets = numberOf(values.tickets);
    return { tickets, clients: numberOf(values.clients ?? String(Math.ceil(tickets / 20))) };
  } catch {
    throw new StartRefused(`Usage: ${usage}`);
  }
}

function numberOf(given: string | undefined): number {
  const number = Number(given);
  if (!Number.isInteger(number) || number < 1 || number > 1_000_000) throw new Error('No number.');
  return number;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
