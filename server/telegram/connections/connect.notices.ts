/** What a connection has to say in Telegram. */
import type { Language } from '../../../contract/person.ts';
import type { InlineButton, NewNotice, Person } from '../../notifications/notifications.ts';
import { sayInTelegram } from '../words.ts';
import type { ConnectLink } from './connect-link.queries.ts';
import { laneOf } from './connection.ts';

/** Buttons carry these words and the link's id, which open nothing by themselves. */
export const connectActions = { move: 'connect.move', refuse: 'connect.no' } as const;

/** Also reaches whoever is not connected any more: it says just that. */
export const farewellKind = 'connection.ended';

// What comes later than this would only confuse.
const answerSeconds = 600;

type Opened = Pick<ConnectLink, 'id' | 'personKind' | 'moves'>;

/** One sentence of the conversation. */
export function connectAnswer(chatId: number, text: string, rows?: InlineButton[][]): NewNotice {
  return {
    lane: laneOf(chatId),
    kind: 'connection.answer',
    rank: 'answer',
    text: { text },
    ...(rows && { keyboard: { inline: rows } }),
    lifeSeconds: answerSeconds,
  };
}

/**
 * Says whose news is asked for (the kind of account: names are nobody's business here) and that the
 * browser confirms. A chat that brings another account's news is asked whether it shall move.
 */
export function askNotice(
  link: Opened,
  { chatId, company, language }: { chatId: number; company: string; language: Language },
): NewNotice {
  const kind = link.personKind;
  const say = (key: Parameters<typeof sayInTelegram>[1]) =>
    sayInTelegram(language, key, { company });
  const refuse: InlineButton = {
    text: say('button.not_me'),
    action: { callback: `${connectActions.refuse}:${link.id}` },
  };
  if (!link.moves) {
    const text = [say(`connect.who_${kind}`), say('connect.confirm'), say('connect.warning')];
    return connectAnswer(chatId, text.join('\n\n'), [[refuse]]);
  }
  const move: InlineButton = {
    text: say('button.move'),
    action: { callback: `${connectActions.move}:${link.id}` },
  };
  const text = [say(`connect.who_${kind}`), say(`connect.moves_${kind}`), say('connect.warning')];
  return connectAnswer(chatId, text.join('\n\n'), [[move], [refuse]]);
}

interface Told {
  person: Person;
  chatId: number;
  company: string;
  language: Language;
}

export function connectedNotice({ person, chatId, company, language }: Told): NewNotice {
  return {
    lane: laneOf(chatId),
    person,
    kind: 'connection.connected',
    rank: 'answer',
    text: { text: sayInTelegram(language, `connect.done_${person.kind}`, { company }) },
    lifeSeconds: answerSeconds,
  };
}

/** To the chat that is left: `moved` to another one, or ended on the site. */
export function farewellNotice(
  { person, chatId, company, language }: Told,
  why: 'moved' | 'ended',
): NewNotice {
  return {
    lane: laneOf(chatId),
    person,
    kind: farewellKind,
    rank: 'answer',
    text: { text: sayInTelegram(language, `connect.${why}`, { company }) },
    lifeSeconds: answerSeconds,
  };
}

export function testNotice({ person, chatId, company, language }: Told): NewNotice {
  return {
    lane: laneOf(chatId),
    person,
    kind: 'connection.test',
    rank: 'answer',
    text: { text: sayInTelegram(language, 'connect.test', { company }) },
    lifeSeconds: answerSeconds,
  };
}
