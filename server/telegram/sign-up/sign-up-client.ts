/** Decides who a person is who has entered a right code: the Telegram user counts, not the number. */
import { readCompany } from '../../company/company.ts';
import {
  addClient,
  type Client,
  clientsWithPhone,
  confirmClient,
  deleteUnconfirmedClient,
  findClient,
  lockClient,
  lockPhone,
  recordPhoneConflict,
  tellDesk,
} from '../../identity/identity.ts';
import { enqueueNotices } from '../../notifications/notifications.ts';
import type { Tx } from '../../platform/database.ts';
import type { Platform } from '../../platform/platform.ts';
import { findConnection } from '../connections/connection.ts';
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
  await lockPhone(tx, phone);
  const telegramUserId = chatOf(signUp);
  const known = await knownClient(tx, telegramUserId);
  const holders = await clientsWithPhone(tx, phone);
  const clientId =
    known ?? (await claimed(tx, telegramUserId, holders)) ?? (await fresh(tx, signUp));
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

/** Whom the Telegram user has proved to be; asked again once nobody is merging that client. */
async function knownClient(tx: Tx, telegramUserId: number): Promise<string | undefined> {
  const known = await clientIdOf(tx, telegramUserId);
  if (known === undefined) return undefined;
  await lockClient(tx, known);
  return clientIdOf(tx, telegramUserId);
}

/** The client that goes with the sign-up; another one where an admin has merged that one away meanwhile. */
async function fresh(tx: Tx, { name, phone, language, clientId }: SignUp): Promise<string> {
  const expected = clientId === null ? undefined : await findClient(tx, clientId);
  if (expected && !expected.confirmed) return expected.id;
  const client = { name, phone: phone ?? '', language, confirmed: false };
  return (await addClient(tx, client)).id;
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
    tellDesk(tx, platform, `client:${id}`);
    const connection = await findConnection(tx, { kind: 'client', id });
    if (!connection) continue;
    const { chatId } = connection;
    const company = await readCompany(tx, platform);
    const notice = numberTakenNotice(company, { chatId, clientId: id, language });
    await enqueueNotices(tx, platform, [notice]);
  }
}
