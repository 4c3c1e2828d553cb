/** A proved contact: the client is found or added, and the code goes out at once. */
import { addClient, findClient } from '../../identity/identity.ts';
import { enqueueNotices } from '../../notifications/notifications.ts';
import type { Tx } from '../../platform/database.ts';
import type { Platform } from '../../platform/platform.ts';
import { clientIdOf } from './identities.ts';
import { chatOf, contactNotice } from './sign-up.notices.ts';
import * as queries from './sign-up.queries.ts';
import { sendCode } from './sign-up-code.ts';

/** The number of the client that this Telegram user has proved to be before: such a person is not asked again. */
export async function knownPhoneOf(tx: Tx, telegramUserId: number): Promise<string | undefined> {
  const clientId = await clientIdOf(tx, telegramUserId);
  return (clientId && (await findClient(tx, clientId))?.phone) || undefined;
}

/**
 * Takes the proved number (E.164) of a sign-up that is bound to its sender, and sends the code, all
 * in this transaction. False, and nothing done, when the contact was there already or the sign-up is over.
 */
export async function takeContact(
  tx: Tx,
  platform: Platform,
  { signUpId, phone }: { signUpId: string; phone: string },
): Promise<boolean> {
  const received = await queries.receiveContact(tx, signUpId, phone);
  if (!received) return false;
  const known = await clientIdOf(tx, chatOf(received));
  const clientId = known ?? (await addUnconfirmed(tx, received, phone));
  await queries.setClient(tx, signUpId, clientId);
  await sendCode(tx, platform, received);
  await enqueueNotices(tx, platform, [contactNotice(received)]);
  return true;
}

async function addUnconfirmed(tx: Tx, signUp: queries.SignUp, phone: string): Promise<string> {
  const { name, language } = signUp;
  const client = await addClient(tx, { name, phone, language, confirmed: false });
  return client.id;
}
