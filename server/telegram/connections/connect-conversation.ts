/** The bot's part in a connection: what it answers to a connect link and to the buttons under the question. */
import { Composer, type Filter } from 'grammy';
import { readCompany } from '../../company/company.ts';
import { enqueueNotices } from '../../notifications/notifications.ts';
import type { BotContext } from '../bot-context.ts';
import type { en } from '../locales/en.ts';
import { secondsOver } from '../over-limit.ts';
import { mayPress } from '../press-limit.ts';
import { answerLimits, openLimits } from '../sign-up/sign-up-limits.ts';
import { knownLanguage, sayInTelegram } from '../words.ts';
import { askNotice, connectActions, connectAnswer } from './connect.notices.ts';
import { linkPrefix } from './connect-link.ts';
import { answerInChat, openLink } from './connect-open.ts';

type PrivateMessage = Filter<BotContext, 'message'>;
type Press = Filter<BotContext, 'callback_query:data'>;
type Key = keyof typeof en & Parameters<typeof sayInTelegram>[1];

/** Answers links and buttons of its own in private chats with people; everything else goes on to whoever comes after it. */
export function connectConversation(): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const people = composer.chatType('private').filter((context) => context.from?.is_bot === false);
  people
    .on('message')
    .command('start')
    .filter((context) => context.match.trim().startsWith(linkPrefix))
    .use((context) => answerStart(context, context.match.trim()));
  people
    .on('callback_query:data')
    .filter((context) => /^connect\./.test(context.callbackQuery.data))
    .use((context) => answerPress(context));
  return composer;
}

async function answerStart(context: PrivateMessage, token: string): Promise<void> {
  const { tx, platform, from } = context;
  const waitSeconds = await secondsOver(context, openLimits);
  if (waitSeconds) {
    if (await secondsOver(context, answerLimits)) return;
    return say(context, 'start.too_many', { count: Math.ceil(waitSeconds / 60) });
  }
  const language = languageOf(context);
  const user = { id: from.id, username: from.username, firstName: from.first_name, language };
  const opening = await openLink(tx, platform, { token, user });
  if (opening.kind !== 'opened') return say(context, sentences[opening.kind]);
  const { link } = opening;
  if (link.chatAgrees) return say(context, 'connect.agreed');
  const { name: company } = await readCompany(tx, platform);
  await enqueueNotices(tx, platform, [askNotice(link, { chatId: from.id, company, language })]);
}

const sentences = {
  not_found: 'start.not_found',
  expired: 'start.expired',
  ended: 'start.ended',
  taken: 'start.taken',
  used: 'connect.used',
  already: 'connect.already',
} as const;

/** Buttons are as untrusted as any message: what counts is which chat has opened the link. */
async function answerPress(context: Press): Promise<void> {
  const { tx, platform, from } = context;
  if (!(await mayPress(context))) return;
  const [action, id = ''] = context.callbackQuery.data.split(':');
  const answer = action === connectActions.move ? 'move' : 'refuse';
  const link = await answerInChat(tx, platform, { id, chatId: from.id, answer });
  if (!link) {
    const text = sayInTelegram(languageOf(context), 'button.stale');
    context.afterCommit(() => context.answerCallbackQuery({ text }));
    return;
  }
  context.afterCommit(() => context.answerCallbackQuery());
  context.afterCommit(() => context.editMessageReplyMarkup());
  await say(context, answer === 'move' ? 'connect.agreed' : 'connect.declined');
}

/** What follows from a link is bounded by how many may be opened. */
async function say(
  context: PrivateMessage | Press,
  key: Key,
  values: Record<string, string | number> = {},
): Promise<void> {
  const { tx, platform, from } = context;
  const { name: company } = await readCompany(tx, platform);
  const text = sayInTelegram(languageOf(context), key, { company, ...values });
  await enqueueNotices(tx, platform, [connectAnswer(from.id, text)]);
}

function languageOf({ from }: PrivateMessage | Press) {
  return knownLanguage(from.language_code) ?? 'en';
}
