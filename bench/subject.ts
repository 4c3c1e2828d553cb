/** The server that is measured, a process of its own, and the sandbox beside it in this one. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { serverEnvironment } from '../scripts/prepare.mjs';
import { systemClock } from '../server/platform/clock.ts';
import { type Sandbox, startSandbox } from '../server/sandbox/sandbox.ts';

export interface MeasuredEngine {
  name: 'PGlite' | 'PostgreSQL';
  /** Makes an empty place for data and says how to get rid of it. */
  prepare(): Promise<{ environment: Record<string, string>; remove(): Promise<void> }>;
}

export interface Subject {
  origin: string;
  sandbox: Sandbox;
  /** From the start of the process to the first healthy answer, in milliseconds. */
  startedIn: number;
  /** Resident memory of the server's process, in bytes. */
  memory(): number;
  /** Asks the server's process to do one of its own measurements. */
  ask<T>(question: object): Promise<T>;
  onReceive(hear: (phone: string, text: string) => void): void;
  stop(): Promise<void>;
}

const serverUrl = 'postgres://postgres@127.0.0.1:5432/test';

/** PGlite always; PostgreSQL where BENCH_DATABASE_URL, or the usual address, has one. */
export async function enginesToMeasure(): Promise<MeasuredEngine[]> {
  const url = process.env.BENCH_DATABASE_URL ?? serverUrl;
  try {
    await onServer(url, 'select 1');
  } catch {
    console.log('No PostgreSQL answers: measured on PGlite alone.\n');
    return [pglite];
  }
  return [pglite, postgres(url)];
}

/** Starts the server on an engine's place; `limits: false` takes the limits of Telegram off the ledger and the sandbox. */
export async function startSubject(
  environment: Record<string, string>,
  { limits }: { limits: boolean },
): Promise<Subject> {
  let hear: (phone: string, text: string) => void = () => {};
  const sandbox = await startSandbox({
    store: ':memory:',
    clock: systemClock,
    knowsEveryone: true,
    keepCalls: limits ? 10_000 : 10,
    onReceive: (phone, text) => hear(phone, text),
  });
  if (!limits) sandbox.limiter.off();
  const begun = performance.now();
  const child = fork(join(import.meta.dirname, 'server.ts'), [], {
    env: {
      PATH: process.env.PATH,
      ...serverEnvironment(),
      PORT: '0',
      LOG_LEVEL: 'warn',
      TRUST_PROXY: '127.0.0.1',
      TELEGRAM_BOT_TOKEN: sandbox.token,
      TELEGRAM_API_ROOT: sandbox.apiRoot,
      JWT_SECRET: 'a secret that only this benchmark uses',
      BENCH_LIMITS: limits ? 'on' : 'off',
      ...environment,
    },
  });
  let stopping = false;
  child.once('exit', (code) => {
    // Whoever waits for an answer would wait for ever.
    if (!stopping) throw new Error(`The measured server ended with ${code}.`);
  });
  const [{ origin }] = (await once(child, 'message')) as [{ origin: string }];
  await fetch(`${origin}/health`);
  const startedIn = performance.now() - begun;
  return {
    origin,
    sandbox,
    startedIn,
    memory: () => residentMemory(child.pid),
    async ask<T>(question: object) {
      child.send(question);
      const [answer] = await once(child, 'message');
      return answer as T;
    },
    onReceive(listener) {
      hear = listener;
    },
    async stop() {
      stopping = true;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      await sandbox.stop();
    },
  };
}

const pglite: MeasuredEngine = {
  name: 'PGlite',
  async prepare() {
    const folder = mkdtempSync(join(tmpdir(), 'otklik-bench-'));
    return {
      environment: { DATA_DIR: folder },
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
};

function postgres(url: string): MeasuredEngine {
  return {
    name: 'PostgreSQL',
    async prepare() {
      const name = `otklik_bench_${process.pid}_${Math.floor(performance.now())}`;
      await onServer(url, `create database ${name}`);
      const folder = mkdtempSync(join(tmpdir(), 'otklik-bench-'));
      const address = new URL(url);
      address.pathname = `/${name}`;
      return {
        environment: { DATABASE_URL: address.href, DATA_DIR: folder },
        async remove() {
          rmSync(folder, { recursive: true, force: true });
          await onServer(url, `drop database ${name} with (force)`);
        },
      };
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function residentMemory(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024;
}
