/** Presses on the buttons of our questions. Their data is as untrusted as any message: what counts is whose question it is. */
import type { Filter, NextFunction } from 'grammy';
import { enqueueNotices } from '../../notifications/notifications.ts';
import { findClientTicket } from '../../tickets/tickets.ts';
import type { BotContext } from '../bot-context.ts';
import { mayPress } from '../press-limit.ts';
import { knownLanguage } from '../words.ts';
import { answerPrefix, notSentNotice, sayAnswering } from './answering.notices.ts';
import type { Target } from './answering.tables.ts';
import { mayOpenTicket } from './answering-limits.ts';
import { fileWhatIsReady, reactionTo } from './filing.ts';
import { filingTopic } from './filing-topic.ts';
import { lockQuestion, markDropped, type StoredMessage, sendOn } from './messages.queries.ts';
import { findSpeakers, speakerOf } from './speakers.ts';

type Press = Filter<BotContext, 'callback_query:data'>;

/** The same press twice does nothing twice: Telegram repeats those that it has no answer to. */
export async function answerPress(context: Press, next: NextFunction): Promise<void> {
  const { tx, platform, from } = context;
  const [prefix, questionId = '', choice = ''] = context.callbackQuery.data.split(':');
  if (prefix !== answerPrefix) return next();
  if (!(await mayPress(context))) return;
  // In a private chat its id is the user's.
  const place = { botId: context.me.id, chatId: from.id };
  const messages = await lockQuestion(tx, { ...place, questionId });
  const [first] = messages;
  const speakers = await findSpeakers(tx, place.chatId);
  const speaker =
    first && speakers && speakerOf(speakers, { kind: first.personKind, id: first.personId });
  const language = speaker?.language ?? knownLanguage(from.language_code) ?? 'en';
  if (!first || !speaker) return answer(context, sayAnswering(language, 'press.stale'));
  const asked = messages.filter(({ state }) => state === 'asked');
  const [open] = asked;
  if (!open) {
    answer(context, sayAnswering(language, 'press.done'));
    return removeKeyboard(context);
  }
  const ids = asked.map(({ id }) => id);
  if (choice === 'x') {
    await markDropped(tx, ids, 'taken back');
    const listener = { kind: speaker.kind, id: speaker.id, language, chatId: place.chatId };
    await enqueueNotices(tx, platform, [notSentNotice(listener)]);
  } else {
    const target = await chosenTarget(context, { choice, asked: open, speaker });
    if (!target) return answer(context, sayAnswering(language, 'press.stale'));
    const opens = target.kind === 'new_ticket';
    if (opens && !(await mayOpenTicket(tx, platform, place.chatId))) {
      return answer(context, sayAnswering(language, 'press.too_many'));
    }
    await sendOn(tx, ids, target);
    const react = (message: StoredMessage) => context.afterCommit(reactionTo(context.api, message));
    if (await fileWhatIsReady(tx, platform, { place, react })) {
      platform.live.publish(tx, filingTopic);
    }
  }
  answer(context);
  removeKeyboard(context);
}

/** Nothing for what the question has not offered to this person. */
async function chosenTarget(
  { tx }: Press,
  given: {
    choice: string;
    asked: StoredMessage;
    speaker: { kind: 'client' | 'staff'; id: string };
  },
): Promise<Target | undefined> {
  const { choice, asked, speaker } = given;
  const about = asked.target?.kind === 'ticket' ? asked.target : undefined;
  if (choice === 'r') return about && { ...about, reopen: true };
  if (speaker.kind !== 'client') return undefined;
  if (choice === 'n') return { kind: 'new_ticket' };
  if (about || !/^\d{1,9}$/.test(choice)) return undefined;
  const ticket = await findClientTicket(tx, speaker.id, Number(choice));
  return ticket && { kind: 'ticket', ticketId: ticket.id, as: 'message' };
}

function answer(context: Press, text?: string): void {
  context.afterCommit(() => context.answerCallbackQuery(text === undefined ? {} : { text }));
}

function removeKeyboard(context: Press): void {
  context.afterCommit(() => context.editMessageReplyMarkup());
}
