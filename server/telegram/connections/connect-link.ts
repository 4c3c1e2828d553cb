/** The browser's side of a connect link: asked for, confirmed or refused, taken back. */
import { toDataURL } from 'qrcode';
import type { Language } from '../../../contract/person.ts';
import { readCompany } from '../../company/company.ts';
import { holdStanding } from '../../identity/identity.ts';
import { enqueueNotices, moveNotices, type Person } from '../../notifications/notifications.ts';
import type { Tx } from '../../platform/database.ts';
import { CodedError } from '../../platform/errors.ts';
import { newId, newSecret } from '../../platform/ids.ts';
import { takeFromLimits } from '../../platform/limits.ts';
import type { Platform } from '../../platform/platform.ts';
import { hashSecret } from '../../platform/secrets.ts';
import { sayInTelegram } from '../words.ts';
import { askNotice, connectAnswer, connectedNotice, farewellNotice } from './connect.notices.ts';
import { linkLimits } from './connect-limits.ts';
import * as queries from './connect-link.queries.ts';
import { belongsToAnother, connectChat, findConnection, laneOf } from './connection.ts';

/** Whoever is signed in, in this very session. */
export interface Owner {
  person: Person;
  sessionId: string;
  /** Of the news. */
  language: Language;
}

/** What a `start` parameter of ours begins with, so that it is not taken for a sign-up's. */
export const linkPrefix = 'cn_';

/**
 * Makes the person's one live link. Its token is given here and never again.
 * Throws `request.too_many`, `session.ended`, and `telegram.not_receiving` where nobody would hear it.
 */
export async function makeLink(
  platform: Platform,
  owner: Owner,
  botUsername: string,
): Promise<{ link: string; qrCode: string; expiresAt: Date }> {
  const { config, database, secrets } = platform;
  if (config.telegram.mode === 'external') throw new CodedError('telegram.not_receiving');
  const who = `${owner.person.kind}:${owner.person.id}`;
  await takeFromLimits(database.handle, secrets, { limits: linkLimits, who });
  const token = `${linkPrefix}${newSecret()}`;
  const link = {
    id: newId(),
    tokenHash: hashSecret(token),
    personKind: owner.person.kind,
    personId: owner.person.id,
    sessionId: owner.sessionId,
  };
  const expiresAt = await database.transaction(async (tx) => {
    await beginTurn(tx, owner);
    await queries.endLinksOf(tx, owner.person);
    queries.tellLink(tx, platform, link);
    return queries.insertLink(tx, link);
  });
  const url = `${config.telegram.linkRoot}/${botUsername}?start=${token}`;
  return { link: url, qrCode: await toDataURL(url, { margin: 2, scale: 5 }), expiresAt };
}

/**
 * The browser says whether the Telegram user that it was shown is its own. Then the news goes there;
 * where the chat has become another's meanwhile, the chat is asked first. Throws `telegram.link_ended`,
 * `telegram.not_opened`, `telegram.chat_to_agree` and `session.ended`.
 */
export async function answerLink(
  platform: Platform,
  owner: Owner,
  { accept, id }: { accept: boolean; id?: string | undefined },
): Promise<void> {
  await platform.database.transaction(async (tx) => {
    await beginTurn(tx, owner);
    const link = await queries.selectPending(tx, owner);
    if (!link || (id !== undefined && id !== link.id)) throw new CodedError('telegram.link_ended');
    const { chatId } = link;
    if (!accept) return endLink(tx, platform, link, 'connect.refused');
    if (link.state !== 'opened' || chatId === null) throw new CodedError('telegram.not_opened');
    const another = await belongsToAnother(tx, { person: owner.person, chatId });
    if (another && !link.chatAgrees) return askChat(tx, platform, { ...link, chatId });
    await settle(tx, platform, { ...link, chatId }, owner);
  });
}

/** Takes the link back that this session has under way, if any. */
export async function cancelLink(platform: Platform, owner: Owner): Promise<void> {
  await platform.database.transaction(async (tx) => {
    await beginTurn(tx, owner);
    const link = await queries.selectPending(tx, owner);
    if (link) await endLink(tx, platform, link, 'connect.cancelled');
  });
}

async function beginTurn(tx: Tx, { person, sessionId }: Owner): Promise<void> {
  await queries.takeTurns(tx, person);
  // Whoever is shut out at this moment must not find a way back in.
  if (!(await holdStanding(tx, { ...person, sessionId }))) throw new CodedError('session.ended');
}

async function endLink(
  tx: Tx,
  platform: Platform,
  link: queries.ConnectLink,
  why: 'connect.refused' | 'connect.cancelled',
): Promise<void> {
  if (!(await queries.updateLink(tx, link, { state: 'ended' }))) {
    throw new CodedError('telegram.link_ended');
  }
  queries.tellLink(tx, platform, link);
  if (link.chatId === null) return;
  const text = sayInTelegram(link.language ?? 'en', why);
  await enqueueNotices(tx, platform, [connectAnswer(link.chatId, text)]);
}

type Opened = queries.ConnectLink & { chatId: number };

/** The chat has come to be another's since the link was opened, or knows already that it is asked. */
async function askChat(tx: Tx, platform: Platform, link: Opened): Promise<void> {
  if (link.moves) throw new CodedError('telegram.chat_to_agree');
  if (!(await queries.updateLink(tx, link, { moves: true }))) {
    throw new CodedError('telegram.link_ended');
  }
  const { name: company } = await readCompany(tx, platform);
  const { chatId } = link;
  const language = link.language ?? 'en';
  const asked = askNotice({ ...link, moves: true }, { chatId, company, language });
  await enqueueNotices(tx, platform, [asked]);
  queries.tellLink(tx, platform, link);
}

async function settle(tx: Tx, platform: Platform, link: Opened, owner: Owner): Promise<void> {
  const { person, language } = owner;
  const { chatId } = link;
  if (!(await queries.updateLink(tx, link, { state: 'used' }))) {
    throw new CodedError('telegram.link_ended');
  }
  const before = await findConnection(tx, person);
  const username = link.username ?? undefined;
  await connectChat(tx, platform, { person, chatId, username });
  const { name: company } = await readCompany(tx, platform);
  const told = { person, company, language };
  const notices = [connectedNotice({ ...told, chatId })];
  if (before && before.chatId !== chatId) {
    await moveNotices(tx, platform, {
      from: { person, lane: laneOf(before.chatId) },
      to: { person, lane: laneOf(chatId) },
    });
    if (before.state === 'connected') {
      notices.push(farewellNotice({ ...told, chatId: before.chatId }, 'moved'));
    }
  }
  await enqueueNotices(tx, platform, notices);
}
