/** What people write to the bot for their tickets. Nothing of it disappears in silence. */
import { Composer, type Filter, type NextFunction } from 'grammy';
import { enqueueNotices, type NewNotice } from '../../notifications/notifications.ts';
import { newId } from '../../platform/ids.ts';
import type { BotContext } from '../bot-context.ts';
import { knownLanguage } from '../words.ts';
import { type Told, toldNotice, whichNotice } from './answering.notices.ts';
import type { Target } from './answering.tables.ts';
import { maySay, maySendFile, mayTellAlbum, mayTellOver } from './answering-limits.ts';
import { type Content, contentOf } from './content.ts';
import { takeEdit } from './edits.ts';
import { fileWhatIsReady, reactionTo } from './filing.ts';
import { filingTopic } from './filing-topic.ts';
import { insertMessage, type Place, type StoredMessage } from './messages.queries.ts';
import { answerPress } from './presses.ts';
import { offeredTo, type Route, routeMessage } from './routing.ts';
import { findSpeakers, type Speakers } from './speakers.ts';

type PrivateMessage = Filter<BotContext, 'message'>;

/** Registers nothing but private chats with people; what comes from nobody we know, and commands, are passed on. */
export function answeringConversation(): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const people = composer.chatType('private').filter((context) => context.from?.is_bot === false);
  people.on('message', answerMessage);
  people.on('edited_message', takeEdit);
  people.on('callback_query:data', answerPress);
  return composer;
}

async function answerMessage(context: PrivateMessage, next: NextFunction): Promise<void> {
  const { tx, platform, message, chat } = context;
  const content = isCommand(context) ? undefined : contentOf(message);
  if (content === undefined) return next();
  const speakers = await findSpeakers(tx, chat.id);
  if (!speakers) return next();
  if (!(await maySay(tx, platform, chat.id))) {
    if (await mayTellOver(tx, platform, chat.id)) await tell(context, speakers, 'told.too_many');
    return;
  }
  if (content === 'other') return refuseOther(context, speakers);
  if (!speakers.client && !speakers.staff) return tell(context, speakers, 'told.gone');
  if (content.attachments.length > 0 && !(await maySendFile(tx, platform, chat.id))) {
    return refuse(context, speakers, 'told.too_many_files');
  }
  const place = { botId: context.me.id, chatId: chat.id };
  const replyTo = message.reply_to_message?.message_id;
  const route = await routeMessage(tx, speakers, { place, replyTo });
  await take(context, speakers, { route, content, place });
}

interface Given {
  route: Route;
  content: Content;
  place: Place;
}

async function take(
  context: PrivateMessage,
  speakers: Speakers,
  { route, content, place }: Given,
): Promise<void> {
  switch (route.kind) {
    case 'not_yours':
      return refuse(context, speakers, 'told.not_yours');
    case 'reply_needed':
      return refuse(context, speakers, 'told.staff_reply');
    case 'file': {
      const { as, target, byReply, joins } = route;
      await keep(context, {
        content,
        place,
        as,
        target,
        byReply,
        ...(joins && { questionId: joins }),
      });
      return file(context, place);
    }
    case 'wait': {
      const { as, question } = route;
      const { questionId, target } = question;
      const waiting = { content, place, as, questionId: questionId ?? question.id };
      await keep(context, { ...waiting, asked: true, ...(target && { target }) });
      // The question may be out of sight by now.
      if (question.secondsAgo < 600 || target || as.kind === 'staff') return;
      return ask(context, { clientId: as.id, questionId: waiting.questionId });
    }
    case 'ask': {
      const questionId = newId();
      const kept = await keep(context, { content, place, as: route.as, asked: true, questionId });
      if (kept) await ask(context, { clientId: route.as.id, questionId });
    }
  }

  async function ask(
    { tx, platform, chat }: PrivateMessage,
    { clientId, questionId }: { clientId: string; questionId: string },
  ): Promise<void> {
    const language = speakers.client?.language ?? 'ru';
    const listener = { kind: 'client' as const, id: clientId, language, chatId: chat.id };
    const offered = await offeredTo(tx, clientId);
    await enqueueNotices(tx, platform, [whichNotice(listener, { questionId, ...offered })]);
  }
}

interface Kept {
  content: Content;
  place: Place;
  as: { kind: 'client' | 'staff'; id: string };
  target?: Target;
  questionId?: string;
  byReply?: boolean;
  asked?: boolean;
  /** Why it goes nowhere: then its words are not kept. */
  dropped?: string;
}

/** Nothing where it has been kept before. */
function keep({ tx, message }: PrivateMessage, given: Kept): Promise<StoredMessage | undefined> {
  const { content, place, as, target, questionId, byReply, asked, dropped } = given;
  return insertMessage(tx, {
    id: newId(),
    ...place,
    messageId: message.message_id,
    personKind: as.kind,
    personId: as.id,
    state: dropped ? 'dropped' : asked ? 'asked' : 'filing',
    text: dropped ? null : content.text,
    attachments: dropped ? [] : content.attachments,
    ...(target && { target }),
    ...(questionId && { questionId }),
    ...(dropped && { reason: dropped }),
    byReply: byReply ?? false,
  });
}

/** Files what needs nothing from Telegram at once, and wakes the worker for the rest. */
async function file(context: PrivateMessage, place: Place): Promise<void> {
  const { tx, platform, api } = context;
  const react = (message: StoredMessage) => context.afterCommit(reactionTo(api, message));
  if (await fileWhatIsReady(tx, platform, { place, react })) {
    platform.live.publish(tx, filingTopic);
  }
}

async function refuseOther(context: PrivateMessage, speakers: Speakers): Promise<void> {
  const { tx, platform, message, chat } = context;
  const album = message.media_group_id;
  if (album && !(await mayTellAlbum(tx, platform, { chatId: chat.id, album }))) return;
  await refuse(context, speakers, 'told.only');
}

/** Tells why it goes nowhere, and remembers that it came: a change of it is answered as well. */
async function refuse(context: PrivateMessage, speakers: Speakers, key: Told): Promise<void> {
  const as = speakers.client ?? speakers.staff;
  const place = { botId: context.me.id, chatId: context.chat.id };
  const content = { text: '', attachments: [] };
  if (as) await keep(context, { content, place, as, dropped: key });
  await tell(context, speakers, key);
}

async function tell(context: PrivateMessage, speakers: Speakers, key: Told): Promise<void> {
  const { tx, platform, chat, from } = context;
  const language =
    speakers.client?.language ??
    speakers.staff?.language ??
    knownLanguage(from.language_code) ??
    'en';
  const notice: NewNotice = toldNotice({ chatId: chat.id, language }, key);
  await enqueueNotices(tx, platform, [notice]);
}

function isCommand({ message }: PrivateMessage): boolean {
  return (message.entities ?? []).some(
    ({ type, offset }) => type === 'bot_command' && offset === 0,
  );
}
