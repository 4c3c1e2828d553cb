/** The chat's side of a connect link: opened, agreed to, refused. */
import { plainName } from '../../../contract/text.ts';
import { holdStanding } from '../../identity/identity.ts';
import type { Tx } from '../../platform/database.ts';
import type { Platform } from '../../platform/platform.ts';
import { hashSecret } from '../../platform/secrets.ts';
import type { TelegramUser } from '../sign-up/sign-up-open.ts';
import * as queries from './connect-link.queries.ts';
import { belongsToAnother, findConnection } from './connection.ts';

export type ConnectOpening =
  /** `taken` by another Telegram user; `ended` by a newer one, by the browser or with its session; `already` connected to this chat. */
  | { kind: 'not_found' | 'expired' | 'used' | 'ended' | 'taken' | 'already' }
  /** Opened now or before by this same user. */
  | { kind: 'opened'; link: queries.ConnectLink };

/**
 * Binds the link to the first Telegram user who opens it; nothing is connected before the browser
 * that asked has confirmed. Opening one's own link again changes nothing.
 */
export async function openLink(
  tx: Tx,
  platform: Platform,
  { token, user }: { token: string; user: TelegramUser & { firstName: string } },
): Promise<ConnectOpening> {
  const tokenHash = hashSecret(token);
  const known = await queries.selectByToken(tx, tokenHash);
  if (!known) return { kind: 'not_found' };
  const person = queries.personOf(known);
  await queries.takeTurns(tx, person);
  // As it is when it is our turn.
  const link = await queries.selectByToken(tx, tokenHash);
  if (!link) return { kind: 'not_found' };
  if (link.state === 'used' || link.state === 'ended') return { kind: link.state };
  if (link.expired) return { kind: 'expired' };
  if (!(await holdStanding(tx, { ...person, sessionId: link.sessionId }))) return { kind: 'ended' };
  const chatId = user.id;
  if (link.chatId !== null)
    return link.chatId === chatId ? { kind: 'opened', link } : { kind: 'taken' };
  queries.tellLink(tx, platform, link);
  if ((await findConnection(tx, person))?.chatId === chatId) {
    await queries.updateLink(tx, link, { state: 'used', chatId });
    return { kind: 'already' };
  }
  const opened = {
    state: 'opened' as const,
    chatId,
    username: user.username ?? null,
    // It stands beside a question: nothing in it may turn the words around it.
    firstName: plainName(user.firstName).slice(0, 64).toWellFormed() || null,
    language: user.language ?? null,
    moves: await belongsToAnother(tx, { person, chatId }),
  };
  await queries.updateLink(tx, link, opened);
  const others = await queries.endOthersOfChat(tx, { ...link, chatId });
  for (const other of others) queries.tellLink(tx, platform, other);
  return { kind: 'opened', link: { ...link, ...opened } };
}

/**
 * The chat says what becomes of the link that it has opened: `move` the news of this account here in
 * place of another's, or `refuse`. Nothing for a link that is not its own, or is over.
 */
export async function answerInChat(
  tx: Tx,
  platform: Platform,
  { id, chatId, answer }: { id: string; chatId: number; answer: 'move' | 'refuse' },
): Promise<queries.ConnectLink | undefined> {
  const known = await queries.selectById(tx, id);
  if (known?.chatId !== chatId) return undefined;
  await queries.takeTurns(tx, queries.personOf(known));
  const link = await queries.selectById(tx, id);
  if (link?.state !== 'opened') return undefined;
  const moves = answer === 'move';
  if (moves && (!link.moves || link.chatAgrees)) return undefined;
  const to = moves ? { chatAgrees: true } : { state: 'ended' as const };
  if (!(await queries.updateLink(tx, link, to))) return undefined;
  queries.tellLink(tx, platform, link);
  return { ...link, ...to };
}
