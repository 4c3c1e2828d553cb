/** Writes that a caller may repeat with an `Idempotency-Key`: done once, and the first answer given again. */
import { and, eq, lte, sql } from 'drizzle-orm';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Endpoint } from '../../contract/endpoint.ts';
import { databaseNow } from './clock.ts';
import type { Db } from './database.ts';
import { CodedError } from './errors.ts';
import { idempotencyKeys } from './platform.tables.ts';
import type { Platform } from './platform.ts';
import { keyedHash, sameBytes } from './secrets.ts';

/** Runs a handler, or gives the answer that it gave before. */
export type Repeats = <T>(given: Repeatable<T>) => Promise<T>;

interface Repeatable<T> {
  endpoint: Endpoint;
  request: FastifyRequest;
  reply: FastifyReply;
  run: () => Promise<T>;
}

const callers = new WeakMap<FastifyRequest, string>();

/** Says who makes a request, so that nobody meets the keys of others. Whoever knows the viewer calls it. */
export function nameCaller(request: FastifyRequest, caller: string): void {
  callers.set(request, caller);
}

/** Who makes the request; undefined where nobody has signed in. */
export function callerOf(request: FastifyRequest): string | undefined {
  return callers.get(request);
}

// Visible ASCII; several headers arrive as one with ", " between, and are refused by it.
const wellFormed = /^[\x21-\x7e]{1,255}$/;
const yesterday = sql`${databaseNow} - interval '1 day'`;

/**
 * The key is kept before the work begins, in a transaction of its own, and the answer after it. So a
 * crash in between leaves it in doubt: nobody knows, and nothing is done twice. An expected refusal
 * has done nothing and frees the key.
 */
export function newRepeats({ database, secrets }: Platform): Repeats {
  return async ({ endpoint, request, reply, run }) => {
    const given = keyOf(endpoint, request);
    const caller = callers.get(request);
    if (given === undefined || caller === undefined) return run();
    const secret = secrets.key('idempotency');
    const key = keyedHash(secret, caller, endpoint.method, endpoint.path, given);
    const asked = keyedHash(secret, request.url, JSON.stringify(request.body) ?? '');
    const before = await keep(key, asked);
    if (before !== undefined) {
      reply.header('idempotency-replayed', 'true');
      return JSON.parse(before);
    }
    const answer = await run().catch(async (error) => {
      if (error instanceof CodedError && error.status < 500) await forget(key);
      throw error;
    });
    await database.handle
      .update(idempotencyKeys)
      .set({ reply: JSON.stringify(answer ?? null) })
      .where(eq(idempotencyKeys.key, key));
    return answer;
  };

  /** The answer that was given before; nothing where this is the first. Throws while nobody knows. */
  function keep(key: Buffer, asked: Buffer): Promise<string | undefined> {
    return database.transaction(async (tx) => {
      await tx
        .delete(idempotencyKeys)
        .where(and(eq(idempotencyKeys.key, key), lte(idempotencyKeys.createdAt, yesterday)));
      const kept = await tx
        .insert(idempotencyKeys)
        .values({ key, request: asked })
        .onConflictDoNothing()
        .returning({ key: idempotencyKeys.key });
      if (kept.length > 0) return undefined;
      const [first] = await tx.select().from(idempotencyKeys).where(eq(idempotencyKeys.key, key));
      // Freed between the two statements: the next try may have it.
      if (!first) throw new CodedError('request.in_doubt', { retryAfter: 1 });
      if (!sameBytes(first.request, asked)) throw new CodedError('request.idempotency_conflict');
      if (first.reply === null) throw new CodedError('request.in_doubt', { retryAfter: 1 });
      return first.reply;
    });
  }

  async function forget(key: Buffer): Promise<void> {
    await database.handle.delete(idempotencyKeys).where(eq(idempotencyKeys.key, key));
  }
}

/** Forgets the keys of the day before. */
export async function deleteOldKeys(db: Db): Promise<void> {
  await db.delete(idempotencyKeys).where(lte(idempotencyKeys.createdAt, yesterday));
}

function keyOf(endpoint: Endpoint, request: FastifyRequest): string | undefined {
  if (!isRepeatable(endpoint)) return undefined;
  const given = request.headers['idempotency-key'];
  if (given === undefined) return undefined;
  if (typeof given !== 'string' || !wellFormed.test(given)) {
    throw new CodedError('request.invalid', { fields: { 'idempotency-key': 'malformed' } });
  }
  return given;
}

function isRepeatable({ method, path, sensitive, repeatable }: Endpoint): boolean {
  const writes = method !== 'GET' && path.startsWith('/api/');
  return writes && !sensitive && repeatable !== false;
}
