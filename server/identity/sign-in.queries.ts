import { and, desc, eq, gt, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import { databaseNow } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/database.ts';
import { auditEntries, recoveryCodes, signInChallenges, staff } from './staff.tables.ts';

export const challengeMinutes = 5;

const memberColumns = {
  id: staff.id,
  name: staff.name,
  email: staff.email,
  language: staff.language,
  password: staff.password,
  totpSecret: staff.totpSecret,
  totpSince: staff.totpSince,
  totpUsedStep: staff.totpUsedStep,
};

/** Somebody of the company who is not shut out. */
export type Member = NonNullable<Awaited<ReturnType<typeof lockMember>>>;

export async function selectMemberByEmail(db: Db, email: string): Promise<Member | undefined> {
  const [row] = await db
    .select(memberColumns)
    .from(staff)
    .where(and(eq(staff.email, email), isNull(staff.deactivatedAt)));
  return row;
}

/** Where whoever has this e-mail was let in lately. */
export async function selectKnownAddresses(db: Db, email: string): Promise<string[]> {
  const { action, actorId, address, at } = auditEntries;
  const found = await db
    .select({ address })
    .from(auditEntries)
    .innerJoin(staff, eq(staff.id, actorId))
    .where(
      and(
        eq(staff.email, email),
        eq(action, 'staff.signed_in'),
        isNotNull(address),
        gt(at, sql`${databaseNow} - interval '90 days'`),
      ),
    )
    .orderBy(desc(at))
    .limit(100);
  return found.flatMap((entry) => entry.address ?? []);
}

/** Whatever reads and then writes of one member stands in line here. */
export async function lockMember(tx: Tx, id: string) {
  const [row] = await tx
    .select(memberColumns)
    .from(staff)
    .where(and(eq(staff.id, id), isNull(staff.deactivatedAt)))
    .for('update');
  return row;
}

export async function updateMember(
  tx: Tx,
  id: string,
  changes: Partial<typeof staff.$inferInsert>,
): Promise<void> {
  await tx.update(staff).set(changes).where(eq(staff.id, id));
}

export async function selectPassword(db: Db, id: string): Promise<string | null> {
  const [row] = await db.select({ password: staff.password }).from(staff).where(eq(staff.id, id));
  return row?.password ?? null;
}

/** `step` is the code's that has just been given: it counts no more. */
export async function switchTotpOn(tx: Tx, id: string, step: string): Promise<void> {
  await tx
    .update(staff)
    .set({ totpSince: databaseNow, totpUsedStep: step })
    .where(eq(staff.id, id));
}

/** Takes the secret and the recovery codes away. */
export async function switchTotpOff(tx: Tx, id: string): Promise<void> {
  await tx
    .update(staff)
    .set({ totpSecret: null, totpSince: null, totpUsedStep: null })
    .where(eq(staff.id, id));
  await replaceRecoveryCodes(tx, id, []);
}

const alive = sql`${signInChallenges.expiresAt} > ${databaseNow}`;

export async function insertChallenge(
  tx: Tx,
  challenge: { hash: Buffer; staffId: string },
): Promise<void> {
  const expiresAt = sql`${databaseNow} + make_interval(mins => ${challengeMinutes})`;
  await tx.insert(signInChallenges).values({ ...challenge, expiresAt });
}

/** Counts a try before anything is compared: of fifty at once five are answered. */
export async function takeTry(db: Db, hash: Buffer, mostTries: number) {
  const [row] = await db
    .update(signInChallenges)
    .set({ tries: sql`${signInChallenges.tries} + 1` })
    .where(
      and(eq(signInChallenges.hash, hash), alive, sql`${signInChallenges.tries} < ${mostTries}`),
    )
    .returning({ staffId: signInChallenges.staffId, tries: signInChallenges.tries });
  return row;
}

/** Whose the challenge is. */
export async function selectChallenged(db: Db, hash: Buffer): Promise<string | undefined> {
  const [row] = await db
    .select({ staffId: signInChallenges.staffId })
    .from(signInChallenges)
    .where(eq(signInChallenges.hash, hash));
  return row?.staffId;
}

export async function lockChallenge(tx: Tx, hash: Buffer) {
  const [row] = await tx
    .select({
      telegramCode: signInChallenges.telegramCode,
      secondsSinceCode: sql<
        number | null
      >`extract(epoch from ${databaseNow} - ${signInChallenges.telegramSentAt})::int`,
    })
    .from(signInChallenges)
    .where(and(eq(signInChallenges.hash, hash), alive))
    .for('update');
  return row;
}

export async function updateTelegramCode(tx: Tx, hash: Buffer, code: Buffer): Promise<void> {
  await tx
    .update(signInChallenges)
    .set({ telegramCode: code, telegramSentAt: databaseNow })
    .where(eq(signInChallenges.hash, hash));
}

export async function deleteChallenge(tx: Tx, hash: Buffer): Promise<void> {
  await tx.delete(signInChallenges).where(eq(signInChallenges.hash, hash));
}

/** Whoever has begun with an earlier password begins anew. */
export async function deleteChallengesOf(tx: Tx, staffId: string): Promise<void> {
  await tx.delete(signInChallenges).where(eq(signInChallenges.staffId, staffId));
}

export async function deleteEndedChallenges(db: Db): Promise<void> {
  await db.delete(signInChallenges).where(lte(signInChallenges.expiresAt, databaseNow));
}

export async function replaceRecoveryCodes(
  tx: Tx,
  staffId: string,
  hashes: Buffer[],
): Promise<void> {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.staffId, staffId));
  if (hashes.length === 0) return;
  await tx.insert(recoveryCodes).values(hashes.map((hash) => ({ hash, staffId })));
}

const unused = isNull(recoveryCodes.usedAt);

/** Uses the code up, if it is one of theirs and still good. */
export async function takeRecoveryCode(tx: Tx, staffId: string, hash: Buffer): Promise<boolean> {
  const used = await tx
    .update(recoveryCodes)
    .set({ usedAt: databaseNow })
    .where(and(eq(recoveryCodes.staffId, staffId), eq(recoveryCodes.hash, hash), unused))
    .returning({ staffId: recoveryCodes.staffId });
  return used.length > 0;
}

export async function countRecoveryCodes(db: Db, staffId: string): Promise<number> {
  return db.$count(recoveryCodes, and(eq(recoveryCodes.staffId, staffId), unused));
}
