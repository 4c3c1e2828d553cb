/** What the bot says to people who write for a ticket. What they wrote is put beside our words, never into them. */
import type { Language } from '../../../contract/person.ts';
import type { InlineButton, NewNotice } from '../../notifications/notifications.ts';
import { words } from '../../platform/i18n.ts';
import type { NamedTicket } from '../../tickets/tickets.ts';
import { laneOf } from '../connections/connection.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

export const sayAnswering = words({ en, ru });

export type Told = Extract<keyof typeof en, `told.${string}`>;
export type Lost = 'too_large' | 'kind_refused' | 'empty' | 'unreadable';

/** To whom something is said, and where. */
export interface Listener {
  kind: 'client' | 'staff';
  id: string;
  language: Language;
  chatId: number;
}

// An answer in a conversation that comes later than a day would only confuse.
const lifeSeconds = 86_400;

/** How many tickets a question offers. */
export const mostOffered = 8;

export interface Offered {
  open: NamedTicket[];
  /** There are more open ones. */
  more: boolean;
  /** Those solved of late, where there is room for them. */
  solved: NamedTicket[];
}

/** A sentence of ours. Whoever is gone hears it too. */
export function toldNotice(
  { chatId, language }: Omit<Listener, 'kind' | 'id'>,
  key: Told,
): NewNotice {
  return sentence({ chatId }, 'answering.told', sayAnswering(language, key));
}

export function lostNotice(
  listener: Listener,
  { lost, name, textKept }: { lost: Lost; name: string; textKept: boolean },
): NewNotice {
  const { language } = listener;
  // The name comes from people: it is set in by hand.
  const [before = '', after = ''] = sayAnswering(language, `lost.${lost}`, { name: gap }).split(
    gap,
  );
  const kept = textKept ? ` ${sayAnswering(language, 'lost.text_kept')}` : '';
  return sentence(listener, 'answering.told', `${before}${cut(name, 80)}${after}${kept}`);
}

/** Names the ticket that the bot has chosen, or the person. A reply to it goes there too. */
export function addedNotice(
  listener: Listener,
  ticket: NamedTicket,
  { reopened }: { reopened: boolean },
): NewNotice {
  const { language } = listener;
  const text = `${sayAnswering(language, reopened ? 'reopened' : 'added')} ${titleOf(ticket, language)}`;
  return {
    ...sentence(listener, 'answering.added', text),
    subject: { kind: 'ticket', id: ticket.id },
    silent: true,
  };
}

export function notSentNotice(listener: Listener): NewNotice {
  return sentence(listener, 'answering.told', sayAnswering(listener.language, 'not_sent'));
}

export function notChosenNotice(listener: Listener, amount: number): NewNotice {
  const text = sayAnswering(listener.language, 'not_chosen', { amount });
  return sentence(listener, 'answering.told', text);
}

/** Asks a client which of several tickets is meant, open or solved of late, or whether there shall be a new one. */
export function whichNotice(
  listener: Listener,
  { questionId, open, more, solved }: Offered & { questionId: string },
): NewNotice {
  const { language } = listener;
  const none = solved.length > 0 ? 'which.solved' : 'which.new';
  const question = [
    sayAnswering(language, open.length > 0 ? 'which.several' : none),
    ...(more ? [sayAnswering(language, 'which.more', { count: open.length })] : []),
    ...(solved.length > 0 ? [sayAnswering(language, 'which.reopens')] : []),
  ].join('\n');
  const button = choiceButton(questionId);
  const row = (ticket: NamedTicket, mark = '') => [
    button(String(ticket.number), mark + cut(titleOf(ticket, language), 48)),
  ];
  const offered = [
    ...open.map((ticket) => row(ticket)),
    ...solved.map((ticket) => row(ticket, '✓ ')),
  ];
  return {
    ...sentence(listener, 'answering.which', question),
    keyboard: {
      inline: [
        ...offered,
        [button('n', sayAnswering(language, 'button.new'))],
        [button('x', sayAnswering(language, 'button.cancel'))],
      ],
    },
  };
}

/** Asks what shall become of words for a closed ticket. */
export function closedNotice(
  listener: Listener,
  { questionId, ticket }: { questionId: string; ticket: NamedTicket },
): NewNotice {
  const { language } = listener;
  const text = [
    sayAnswering(language, 'which.closed'),
    titleOf(ticket, language),
    sayAnswering(language, 'which.closed_question'),
  ].join('\n');
  const button = choiceButton(questionId);
  const fresh = [[button('n', sayAnswering(language, 'button.new'))]];
  return {
    ...sentence(listener, 'answering.which', text),
    keyboard: {
      inline: [
        [button('r', sayAnswering(language, 'button.reopen'))],
        ...(listener.kind === 'client' ? fresh : []),
        [button('x', sayAnswering(language, 'button.cancel'))],
      ],
    },
  };
}

/** What begins the data of our buttons. */
export const answerPrefix = 'answer';

function choiceButton(questionId: string) {
  return (choice: string, text: string): InlineButton => ({
    text,
    action: { callback: `${answerPrefix}:${questionId}:${choice}` },
  });
}

function sentence(
  listener: Pick<Listener, 'chatId'> & Partial<Listener>,
  kind: string,
  text: string,
): NewNotice {
  const { chatId, kind: personKind, id } = listener;
  return {
    lane: laneOf(chatId),
    ...(personKind && id !== undefined && { person: { kind: personKind, id } }),
    kind,
    rank: 'answer',
    text: { text },
    lifeSeconds,
  };
}

function titleOf({ number, subject }: NamedTicket, language: Language): string {
  return `${sayAnswering(language, 'number', { number })} · ${subject}`;
}

// A private-use character: no text of ours contains it.
const gap = '\u{E001}';

/** At most so many characters as people count them. */
function cut(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length
    ? text
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}
