/** Kills the program with -9 at random moments while people make news, starts it again at once, and judges what is left. */
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../server/platform/clock.ts';
import { type Sandbox, startSandbox } from '../../server/sandbox/sandbox.ts';
import { type Product, startProduct } from '../product.ts';
import { gather } from './crowd.ts';
import type { Crew, LedgerCopy, Waiting } from './shapes.ts';
import { judgeKills, type Verdict } from './verdict.ts';

interface Given {
  rounds: number;
  /** Of a PostgreSQL server; the embedded database when absent. */
  databaseUrl?: string;
  instances?: 1 | 2;
  clients?: number;
  staff?: number;
  /** Told of each round. */
  tell?: (line: string) => void;
}

export interface KillReport extends Verdict {
  rounds: number;
  seconds: number;
  /** Answers other than success that people got, by their status. */
  refused: Map<number, number>;
}

/** Milliseconds: long enough that a program which has just begun gets to work. */
const longestLife = 3_000;
const patience = 300_000;
/** A token lives fifteen minutes. */
const renewAfter = 300_000;

export async function killRounds(given: Given): Promise<KillReport> {
  const { rounds, instances = 1, clients = 200, staff = 20, tell = () => {} } = given;
  const begun = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'otklik-kill-'));
  // It must know what really arrived: no limits, no end of its memory, and answers that take their time.
  const sandbox = await startSandbox({ store: ':memory:', clock: systemClock });
  const products: Product[] = [];
  try {
    sandbox.limiter.off();
    for (let place = 0; place < clients; place++) addPhone(sandbox, 1_000_000 + place);
    for (let place = 0; place < staff; place++) addPhone(sandbox, 2_000_000 + place);
    await forgetUpdates(sandbox);
    sandbox.faults.add({ method: 'sendMessage', action: 'delay', mode: 'after', delayMs: 25 });
    const environment = environmentFor(sandbox, { folder, databaseUrl: given.databaseUrl });
    for (let place = 0; place < instances; place++) {
      products.push(await startProduct({ script: 'testing/kill/subject.ts', environment }));
    }
    const origin = () => one(products).origin;
    const query = `?clients=${clients}&staff=${staff}`;
    const crew = await ask<Crew>(one(products), `/kill/crew${query}`);
    await drained(products, sandbox, tell);

    const crowd = gather({ crew, origin, sandbox });
    let renewed = performance.now();
    for (let round = 1; round <= rounds; round++) {
      await delay(randomInt(longestLife));
      const product = one(products);
      await product.kill();
      await product.startAgain();
      if (performance.now() - renewed > renewAfter) {
        renewed = performance.now();
        crowd.renew(await ask<Crew>(product, `/kill/crew${query}`));
      }
      tell(`Round ${round}: ${crowd.acknowledged.length} sayings.`);
    }
    await crowd.stop();
    await drained(products, sandbox, tell);
    const copy = await ask<LedgerCopy>(one(products), '/kill/ledger');
    const addresses = [...crew.clients, ...crew.staff].map(({ chatId }) => String(chatId));
    const chats = new Map(addresses.map((address) => [address, sent(sandbox, address)]));
    return {
      ...judgeKills(copy, { chats, ...crowd }),
      rounds,
      seconds: Math.round((performance.now() - begun) / 1000),
      refused: crowd.refused,
    };
  } finally {
    await Promise.all(products.map((product) => product.remove()));
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function addPhone(sandbox: Sandbox, telegramId: number): void {
  const { id } = sandbox.addPhone({ firstName: String(telegramId), telegramId });
  sandbox.start(id);
}

/** That they have all pressed Start need not be answered. */
async function forgetUpdates({ apiRoot, token }: Sandbox): Promise<void> {
  const updates = (offset: number) => fetch(`${apiRoot}/bot${token}/getUpdates?offset=${offset}`);
  const last = (await (await updates(-1)).json()) as { result: { update_id: number }[] };
  await updates((last.result[0]?.update_id ?? 0) + 1);
}

function environmentFor(
  sandbox: Sandbox,
  { folder, databaseUrl }: { folder: string; databaseUrl: string | undefined },
): Record<string, string> {
  return {
    TELEGRAM_BOT_TOKEN: sandbox.token,
    TELEGRAM_API_ROOT: sandbox.apiRoot,
    FILES_DIR: join(folder, 'files'),
    LOG_LEVEL: 'error',
    JWT_SECRET: 'a secret that all instances share, long enough',
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
  };
}

/** Until nothing waits any more, on either side. It may be much, but it must become less. */
async function drained(
  products: readonly Product[],
  sandbox: Sandbox,
  tell: (line: string) => void,
): Promise<void> {
  let least = Number.POSITIVE_INFINITY;
  let lessSince = performance.now();
  let told = performance.now();
  for (let quiet = 0; quiet < 2; await delay(200)) {
    const waiting = await ask<Waiting>(one(products), '/kill/waiting');
    const waits = Object.values(waiting).reduce((sum, count) => sum + count, 0);
    const left = waits + sandbox.state().waitingUpdates;
    quiet = left === 0 ? quiet + 1 : 0;
    const now = performance.now();
    if (left < least) [least, lessSince] = [left, now];
    if (now - told > 10_000) {
      told = now;
      tell(`There still wait: ${JSON.stringify(waiting)}`);
    }
    if (left > 0 && now - lessSince > patience) {
      throw new Error(`For five minutes no less has waited than ${JSON.stringify(waiting)}`);
    }
  }
}

function sent(sandbox: Sandbox, address: string) {
  const phone = sandbox.phones().find(({ telegramId }) => String(telegramId) === address);
  return sandbox.chat(phone?.id ?? '').messages.filter(({ from }) => from === 'bot');
}

async function ask<T>({ origin }: Product, path: string): Promise<T> {
  const answer = await fetch(origin + path);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

function one<T>(list: readonly T[]): T {
  return list[randomInt(list.length)] as T;
}
