/** Decides who a person is who has entered a right code: the Telegram user counts, not the number. */
import { sql } from 'drizzle-orm';
import {
  type Client,
  clientsWithPhone,
  confirmClient,
  deleteUnconfirmedClient,
  findClient,
  recordPhoneConflict,
} from '../identity/identity.ts';
import { enqueueNotices } from '../notifications/notifications.ts';
import type { Tx } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';
import { findConnection } from './connection.ts';
import { bindIdentity, clientIdOf, hasIdentity } from './identities.ts';
import { chatOf, numberTakenNotice } from './sign-up.notices.ts';
import type { SignUp } from './sign-up.queries.ts';

/**
 * - A known Telegram user comes back as the same client, whatever the number.
 * - A number that staff had entered makes that client theirs, if it is the only one with the number
 *   and has never had a Telegram user.
 * - Anybody else is a new client. Where others have the number, an admin resolves it and they are told.
 */
export async function settleClient(tx: Tx, platform: Platform, signUp: SignUp): Promise<string> {
  const { phone, language, clientId: expected } = signUp;
  if (phone === null || expected === null) throw new Error('The sign-up has no contact.');
  // Two people who prove one number at the same moment take turns.
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`otklik:phone:${phone}`}, 0))`,
  );
  const telegramUserId = chatOf(signUp);
  const known = await clientIdOf(tx, telegramUserId);
  const holders = await clientsWithPhone(tx, phone);
  const clientId = known ?? (await claimed(tx, telegramUserId, holders)) ?? expected;
  if (!known && !(await bindIdentity(tx, { telegramUserId, clientId }))) {
    throw new Error('The Telegram user became another client meanwhile.');
  }
  const unchanged = known !== undefined && (await findClient(tx, known))?.phone === phone;
  await confirmClient(tx, clientId, { phone, language });
  if (expected !== clientId) await deleteUnconfirmedClient(tx, expected);
  const others = holders.filter(({ id }) => id !== clientId);
  if (!unchanged) await noteConflict(tx, platform, { phone, clientId, others });
  return clientId;
}

async function claimed(
  tx: Tx,
  telegramUserId: number,
  holders: Client[],
): Promise<string | undefined> {
  const [only, ...more] = holders;
  if (!only || more.length > 0 || (await hasIdentity(tx, only.id))) return undefined;
  return (await bindIdentity(tx, { telegramUserId, clientId: only.id })) ? only.id : undefined;
}

async function noteConflict(
  tx: Tx,
  platform: Platform,
  { phone, clientId, others }: { phone: string; clientId: string; others: Client[] },
): Promise<void> {
  if (others.length === 0) return;
  const otherClientIds = others.map(({ id }) => id);
  await recordPhoneConflict(tx, { phone, clientId, otherClientIds });
  for (const { id, language } of others) {
    const connection = await findConnection(tx, { kind: 'client', id });
    if (!connection) continue;
    const { chatId } = connection;
    const notice = numberTakenNotice(platform.config, { chatId, clientId: id, language });
    await enqueueNotices(tx, platform, [notice]);
  }
}
