/** The whole product as people run it: a process of its own, on free ports and a new data folder. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { configKeys } from '../server/platform/config.ts';
import { freePort } from './free-port.ts';

const root = path.dirname(import.meta.dirname);
const patience = 120_000;

/** What `testing/movable-product.ts` lets itself be told. */
export type Order = { advance: number } | { run: string } | { renew: 'limits' };

export interface Product {
  origin: string;
  dataDir: string;
  /** Everything printed so far. */
  output(): string;
  /** Waits until the output matches; throws with the output when it does not in time. */
  waitForOutput(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Moves its time on; only `testing/movable-product.ts` lets itself be moved. */
  advance(milliseconds: number): Promise<void>;
  /** Runs a scheduled job, which only `testing/movable-product.ts` lets itself be told: there no job runs by itself. */
  run(job: string): Promise<void>;
  /** Ends the windows of all limits, as if whoever comes now came from addresses that nobody has come from. */
  renewLimits(): Promise<void>;
  /** The time there. */
  now(): Date;
  /** Ends the process as a power cut would: it hears of nothing. */
  kill(): Promise<void>;
  /** After `kill` or `stop`: starts it again on the same data folder and ports, and waits until it serves. */
  startAgain(): Promise<void>;
  /** Asks the process to end and gives its exit code. The data folder stays until `remove`. */
  stop(): Promise<number>;
  /** Stops it and removes the data folder, if it was made here. */
  remove(): Promise<void>;
}

interface Options {
  /** What to run; the server itself by default. */
  script?: string;
  /** An existing data folder. */
  dataDir?: string;
  environment?: Record<string, string>;
}

/** Starts the built product with the sandbox in Telegram's place and waits until it serves. */
export async function startProduct(options: Options = {}): Promise<Product> {
  const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), 'otklik-'));
  const port = await freePort();
  const sandboxPort = await freePort();
  const origin = `http://localhost:${port}`;
  let printed = '';
  let ahead = 0;
  let child = begin();
  let ended = once(child, 'exit');

  const product: Product = {
    origin,
    dataDir,
    output: () => printed,
    waitForOutput: (pattern) =>
      waitFor(String(pattern), async () => printed.match(pattern) ?? undefined),
    async advance(milliseconds) {
      await order({ advance: milliseconds });
      ahead += milliseconds;
    },
    run: (job) => order({ run: job }),
    renewLimits: () => order({ renew: 'limits' }),
    now: () => new Date(Date.now() + ahead),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async startAgain() {
      child = begin();
      ended = once(child, 'exit');
      await untilHealthy();
    },
    stop,
    async remove() {
      await stop();
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
    },
  };
  try {
    await untilHealthy();
  } catch (error) {
    child.kill('SIGKILL');
    await product.remove();
    throw error;
  }
  return product;

  function begin(): ChildProcess {
    const begun = spawn(process.execPath, [options.script ?? 'server/main.ts'], {
      cwd: root,
      env: {
        ...process.env,
        ...withoutOwnSettings(),
        APP_URL: origin,
        PORT: String(port),
        SANDBOX_PORT: String(sandboxPort),
        DATA_DIR: dataDir,
        ...options.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [begun.stdout, begun.stderr]) {
      stream?.setEncoding('utf8').on('data', (part: string) => {
        printed += part;
      });
    }
    return begun;
  }

  async function order(what: Order): Promise<void> {
    const done = once(child, 'message', { signal: AbortSignal.timeout(patience) });
    child.send(what);
    await done;
  }

  function untilHealthy(): Promise<true> {
    return waitFor('A healthy answer', () => askHealth(origin));
  }

  async function waitFor<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
    const until = performance.now() + patience;
    while (performance.now() < until && child.exitCode === null) {
      const found = await look();
      if (found !== undefined) return found;
      await delay(20);
    }
    throw new Error(`${what} did not come. Printed so far:\n${printed}`);
  }

  async function stop(): Promise<number> {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
    return child.exitCode ?? 1;
  }
}

async function askHealth(origin: string): Promise<true | undefined> {
  try {
    return (await fetch(`${origin}/health`)).ok ? true : undefined;
  } catch {
    return undefined;
  }
}

// A developer's own .env and environment must not reach a test; an empty value counts as not given.
function withoutOwnSettings(): Record<string, string> {
  return Object.fromEntries(configKeys.map(({ key }) => [key, '']));
}
