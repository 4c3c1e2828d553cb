/** Passwords as they are stored: argon2id, a few at a time, so that sign-ins cannot eat the machine. */
import { argon2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { CodedError } from '../platform/errors.ts';
import { sameBytes } from '../platform/secrets.ts';

const derive = promisify(argon2);

/** Memory in kB, passes, lanes: the OWASP Password Storage Cheat Sheet. Stored with each hash, so they can change. */
const present = { memory: 19_456, passes: 2, parallelism: 1 };
const tagLength = 32;

/** Each takes a thread of the four that files and names need too. */
const atOnce = 2;
/** At some 50 ms each whoever stands behind these would wait seconds. */
const mostWaiting = 40;

/** What is stored of a password: `argon2id$m=19456,t=2,p=1$<salt>$<tag>`. Throws `server.unavailable` when too many wait. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await tagOf(password, { ...present, nonce });
  const { memory, passes, parallelism } = present;
  const parameters = `m=${memory},t=${passes},p=${parallelism}`;
  return ['argon2id', parameters, nonce.toString('base64'), tag.toString('base64')].join('$');
}

/**
 * Whether this is the password. It takes the same time where there is none (`stored` is null), so that
 * the time of an answer does not tell who works here. Throws `server.unavailable` when too many wait.
 */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const known = read(stored) ?? nobodys;
  const tag = await tagOf(password, known);
  return sameBytes(tag, known.tag) && known !== nobodys;
}

/** Whether it was stored with other parameters than the present ones: then it is hashed anew at the next sign-in. */
export function isOutdated(stored: string): boolean {
  const { memory, passes, parallelism } = read(stored) ?? nobodys;
  const same = memory === present.memory && passes === present.passes;
  return !(same && parallelism === present.parallelism);
}

interface Stored {
  memory: number;
  passes: number;
  parallelism: number;
  nonce: Buffer;
  tag: Buffer;
}

const nobodys: Stored = { ...present, nonce: Buffer.alloc(16), tag: Buffer.alloc(tagLength) };

function read(stored: string | null): Stored | undefined {
  const parts = /^argon2id\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/=]+)\$([\w+/=]+)$/.exec(stored ?? '');
  const [, memory, passes, parallelism, nonce = '', tag = ''] = parts ?? [];
  if (!parts) return undefined;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    nonce: Buffer.from(nonce, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

async function tagOf(password: string, { nonce, ...cost }: Omit<Stored, 'tag'>): Promise<Buffer> {
  await enter();
  try {
    const { memory, passes, parallelism } = cost;
    // The same letters may be typed as one character or as two (NIST SP 800-63B).
    const message = password.normalize('NFKC');
    return await derive('argon2id', { message, nonce, memory, passes, parallelism, tagLength });
  } finally {
    leave();
  }
}

let running = 0;
const waiting: (() => void)[] = [];

async function enter(): Promise<void> {
  if (running < atOnce) {
    running += 1;
    return;
  }
  if (waiting.length >= mostWaiting) throw new CodedError('server.unavailable', { retryAfter: 3 });
  // Whoever leaves hands its place on.
  await new Promise<void>((resolve) => waiting.push(resolve));
}

function leave(): void {
  const next = waiting.shift();
  if (next) next();
  else running -= 1;
}
