/** Tokens of the company's programs: named, scoped, shown once, stored as hashes. */
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { GivenReply } from '../../contract/endpoint.ts';
import type { Scope } from '../../contract/permissions.ts';
import { type integrationTokens as listed, mostTokens } from '../../contract/staff.ts';
import { databaseNow } from '../platform/clock.ts';
import { CodedError } from '../platform/errors.ts';
import { newId, newSecret } from '../platform/ids.ts';
import type { Platform } from '../platform/platform.ts';
import { hashSecret } from '../platform/secrets.ts';
import { recordAudit } from './audit.ts';
import { integrationTokens, staff } from './staff.tables.ts';
import type { Origin, StaffViewer, TokenViewer } from './viewer.ts';

/** What a token begins with: it can be told from a session's, and found by scanners when it leaks. */
export const tokenPrefix = 'otk_';

/** The integration token of an Authorization header, if it is one. */
export function readIntegrationToken(authorization: string | undefined): string | undefined {
  return /^Bearer (otk_[\w-]{43})$/i.exec(authorization ?? '')?.[1];
}

/** The program behind a token that is not revoked; notes its use, once a minute at most. */
export async function findTokenViewer(
  { database }: Platform,
  given: string,
): Promise<TokenViewer | undefined> {
  const [found] = await database.handle
    .select({
      id: integrationTokens.id,
      name: integrationTokens.name,
      scopes: integrationTokens.scopes,
      stale: sql<boolean>`coalesce(${integrationTokens.usedAt} < ${databaseNow} - interval '1 minute', true)`,
    })
    .from(integrationTokens)
    .where(and(eq(integrationTokens.hash, hashSecret(given)), isNull(integrationTokens.revokedAt)));
  if (!found) return undefined;
  if (found.stale) {
    await database.handle
      .update(integrationTokens)
      .set({ usedAt: databaseNow })
      .where(eq(integrationTokens.id, found.id));
  }
  return { kind: 'token', id: found.id, name: found.name, scopes: found.scopes, language: 'en' };
}

interface By {
  viewer: StaffViewer;
  origin: Origin;
}

/** Makes a token; its secret is given here and never again. Throws `settings.too_many`. */
export async function makeToken(
  { database }: Platform,
  { viewer, origin }: By,
  given: { name: string; scopes: Scope[] },
): Promise<{ id: string; token: string }> {
  const token = `${tokenPrefix}${newSecret()}`;
  const id = newId();
  const { name } = given;
  const scopes = [...new Set(given.scopes)].sort();
  await database.transaction(async (tx) => {
    // Whoever makes one waits for the other, so that the number holds; programs wait for neither.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('otklik.tokens'))`);
    if ((await tx.$count(integrationTokens, isNull(integrationTokens.revokedAt))) >= mostTokens) {
      throw new CodedError('settings.too_many');
    }
    const row = { id, name, scopes, hash: hashSecret(token), madeBy: viewer.id };
    await tx.insert(integrationTokens).values(row);
    await recordAudit(
      tx,
      { actor: viewer, origin },
      {
        action: 'token.made',
        subject: { kind: 'token', id, label: name },
        changes: { scopes: [null, scopes.join(', ')] },
      },
    );
  });
  return { id, token };
}

/** Ends a token at once. Repeating it does no harm. Throws `request.not_found`. */
export async function revokeToken(
  { database }: Platform,
  { viewer, origin }: By,
  id: string,
): Promise<void> {
  await database.transaction(async (tx) => {
    const [found] = await tx
      .select({ name: integrationTokens.name, revokedAt: integrationTokens.revokedAt })
      .from(integrationTokens)
      .where(eq(integrationTokens.id, id))
      .for('update');
    if (!found) throw new CodedError('request.not_found');
    if (found.revokedAt) return;
    await tx
      .update(integrationTokens)
      .set({ revokedAt: databaseNow })
      .where(eq(integrationTokens.id, id));
    const subject = { kind: 'token', id, label: found.name };
    await recordAudit(tx, { actor: viewer, origin }, { action: 'token.revoked', subject });
  });
}

/** All tokens that work, and the last ones that were revoked, the newest first; never their secrets. */
export async function listTokens({
  database,
}: Platform): Promise<GivenReply<typeof listed>['items']> {
  const found = await database.handle
    .select({
      id: integrationTokens.id,
      name: integrationTokens.name,
      scopes: integrationTokens.scopes,
      createdAt: integrationTokens.createdAt,
      createdBy: staff.name,
      usedAt: integrationTokens.usedAt,
      revokedAt: integrationTokens.revokedAt,
    })
    .from(integrationTokens)
    .innerJoin(staff, eq(staff.id, integrationTokens.madeBy))
    .orderBy(
      // What is not listed could not be revoked.
      desc(isNull(integrationTokens.revokedAt)),
      desc(integrationTokens.createdAt),
      desc(integrationTokens.id),
    )
    .limit(mostListed);
  return found.map(({ createdAt, usedAt, revokedAt, ...token }) => ({
    ...token,
    createdAt: createdAt.toISOString(),
    ...(usedAt && { usedAt: usedAt.toISOString() }),
    ...(revokedAt && { revokedAt: revokedAt.toISOString() }),
  }));
}

/** With the longest names a reply of less than 100 kB. */
const mostListed = 120;
