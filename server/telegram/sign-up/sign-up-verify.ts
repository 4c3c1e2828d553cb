/** The code is typed into the browser: the right one uses the sign-up up and opens a session. */
import { readCompany } from '../../company/company.ts';
import { type Client, findClient, openSession } from '../../identity/identity.ts';
import { enqueueNotices } from '../../notifications/notifications.ts';
import type { Tx } from '../../platform/database.ts';
import { CodedError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { takeFromLimits } from '../../platform/limits.ts';
import type { Platform } from '../../platform/platform.ts';
import { hashSecret, keyedHash, sameBytes } from '../../platform/secrets.ts';
import { connectChat } from '../connections/connection.ts';
import { chatOf, signedInNotice } from './sign-up.notices.ts';
import * as queries from './sign-up.queries.ts';
import { settleClient } from './sign-up-client.ts';
import { hashCode } from './sign-up-code.ts';
import { assertOpen, requireOwnSignUp, type Shown } from './sign-up-find.ts';
import { mostCodes, mostTries, verifyLimits } from './sign-up-limits.ts';
import { publishSignUp } from './sign-up-topic.ts';

export interface Verified {
  client: Client & { phone: string };
  sessionId: string;
  /** The browser's new secret. */
  browserSecret: string;
}

/**
 * Compares a code of six digits. For a minute after its use, the same browser and the same code get
 * the same answer, since a reply may be lost. Throws `code.wrong` with the tries left,
 * `code.no_tries_left`, `code.no_codes_left`, `code.not_sent`, or what says that the sign-up is over.
 */
export async function verifyCode(
  platform: Platform,
  { address, code, ...shown }: Shown & { code: string; address: string },
): Promise<Verified> {
  const { database, secrets } = platform;
  await takeFromLimits(database.handle, secrets, { limits: verifyLimits, who: address });
  const signUp = await requireOwnSignUp(database.handle, shown);
  if (!signUp.consumedAt) {
    assertOpen(signUp);
    if (signUp.status !== 'code_sent') throw new CodedError('code.not_sent');
  }
  // Committed before the comparison: however many guess at once, only five are ever compared.
  const counted = await queries.countTry(database.handle, signUp.id, mostTries);
  if (!counted) throw await refusalFor(platform, signUp.id);
  const codeHash = hashCode(secrets, signUp.id, code);
  if (!counted.codeHash || !sameBytes(counted.codeHash, codeHash)) {
    if (counted.consumedAt) throw new CodedError('sign_up.not_found');
    throw new CodedError('code.wrong', { triesLeft: mostTries - counted.codeTries });
  }
  const browserSecret = nextBrowserSecret(platform, signUp, shown.browserSecret ?? '');
  const browserHash = hashSecret(browserSecret);
  await database.transaction((tx) => useUp(tx, platform, { signUp, codeHash, browserHash }));
  await queries.giveTryBack(database.handle, signUp.id);
  return { ...(await answerOf(platform, signUp.id)), browserSecret };
}

/** Does nothing when the sign-up has been used up already: the answer is then what was stored with it. */
async function useUp(
  tx: Tx,
  platform: Platform,
  given: { signUp: queries.SignUp; codeHash: Buffer; browserHash: Buffer },
): Promise<void> {
  const used = await queries.consume(tx, given.signUp.id, given.codeHash);
  if (!used?.consumedAt) return;
  const { consumedAt: at, telegramUsername: username } = used;
  const clientId = await settleClient(tx, platform, used);
  await queries.insertConsent(tx, {
    id: newId(),
    clientId,
    version: used.consentVersion,
    text: used.consentText,
    agreedAt: used.createdAt,
  });
  await connectChat(tx, platform, {
    person: { kind: 'client', id: clientId },
    chatId: chatOf(used),
    username: username ?? undefined,
  });
  const { sessionId } = await openSession(tx, {
    holder: { kind: 'client', id: clientId },
    browser: browserOf(used),
  });
  await queries.setSession(tx, used.id, { clientId, sessionId });
  await queries.rotateBrowser(tx, { from: used.browserHash, to: given.browserHash });
  const company = await readCompany(tx, platform);
  await enqueueNotices(tx, platform, [signedInNotice(company, used, { clientId, at })]);
  publishSignUp(tx, platform, used.id);
}

async function answerOf(
  { database }: Platform,
  signUpId: string,
): Promise<Omit<Verified, 'browserSecret'>> {
  const signUp = await queries.selectById(database.handle, signUpId);
  if (!signUp) throw new CodedError('sign_up.not_found');
  // Something else ended it between the comparison and the use, or put a new code in the place of this one.
  if (!signUp.consumedAt) {
    assertOpen(signUp);
    throw new CodedError('code.wrong', { triesLeft: mostTries - signUp.codeTries });
  }
  const client =
    signUp.usedLately && signUp.clientId && (await findClient(database.handle, signUp.clientId));
  if (!client || !signUp.sessionId) throw new CodedError('sign_up.not_found');
  return { client: { ...client, phone: client.phone ?? '' }, sessionId: signUp.sessionId };
}

/**
 * Derived and not drawn, so that an answer which is asked for again brings the same cookie: the
 * browser keeps one secret, whichever reply reaches it last.
 */
function nextBrowserSecret(
  { secrets }: Platform,
  signUp: queries.FoundSignUp,
  shown: string,
): string {
  const rotated = signUp.consumedAt !== null && sameBytes(signUp.browserHash, hashSecret(shown));
  if (rotated) return shown;
  return keyedHash(secrets.key('browser'), signUp.id, shown).toString('base64url');
}

/** Read anew: it may have ended since it was found, and then no tries are the least of it. */
async function refusalFor({ database }: Platform, signUpId: string): Promise<CodedError> {
  const signUp = await queries.selectById(database.handle, signUpId);
  if (!signUp || signUp.consumedAt) return new CodedError('sign_up.not_found');
  assertOpen(signUp);
  const code = signUp.codesSent < mostCodes ? 'code.no_tries_left' : 'code.no_codes_left';
  return new CodedError(code, { triesLeft: 0 });
}

function browserOf({ browserFamily, browserSystem }: queries.SignUp): string {
  return [browserFamily, browserSystem].filter(Boolean).join(', ');
}
