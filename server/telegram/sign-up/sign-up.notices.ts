/** What a sign-up has to say in Telegram. */
import type { Language } from '../../../contract/person.ts';
import type { CompanySettings } from '../../../contract/settings.ts';
import {
  type Keyboard,
  type NewNotice,
  secretPlaceholder,
} from '../../notifications/notifications.ts';
import { laneOf } from '../connections/connection.ts';
import { sayInTelegram } from '../words.ts';
import type { SignUp } from './sign-up.queries.ts';

/** Buttons carry these words and the sign-up's id, which open nothing by themselves. */
export const buttonActions = { signIn: 'sign_up.in', decline: 'sign_up.no' } as const;

// An answer in a conversation that comes later than this would only confuse.
const answerSeconds = 600;

/** The language in which the bot speaks to whoever has opened the sign-up. */
export function spokenTo(signUp: SignUp): Language {
  return signUp.telegramLanguage ?? signUp.language;
}

/** One sentence of the conversation. */
export function answerNotice(chatId: number, text: string, keyboard?: Keyboard): NewNotice {
  return {
    lane: laneOf(chatId),
    kind: 'sign_up.answer',
    rank: 'answer',
    text: { text },
    keyboard,
    lifeSeconds: answerSeconds,
  };
}

/**
 * Asks for the contact, or only for consent when the person is known. The typed name is not shown:
 * whoever sends such a link to somebody else would choose it.
 */
export function promptNotice(
  company: CompanySettings,
  signUp: SignUp,
  { known }: { known: boolean },
): NewNotice {
  const language = spokenTo(signUp);
  const text = [
    sayInTelegram(language, 'prompt.who', { company: company.name }),
    '',
    sayInTelegram(language, 'prompt.browser', { browser: browserWords(signUp, language) }),
    sayInTelegram(language, 'prompt.began', {
      time: timeWords(signUp.createdAt, company, language),
    }),
    '',
    sayInTelegram(language, 'prompt.warning'),
    '',
    sayInTelegram(language, known ? 'prompt.sign_in' : 'prompt.share'),
  ].join('\n');
  const keyboard = known ? signInKeyboard(signUp) : shareKeyboard(language);
  return {
    ...answerNotice(chatOf(signUp), text, keyboard),
    kind: 'sign_up.prompt',
    subject: about(signUp),
  };
}

/** The code in a row of six digits, to be tapped or copied; the ledger keeps it sealed. */
export function codeNotice(company: CompanySettings, signUp: SignUp, code: string): NewNotice {
  const language = spokenTo(signUp);
  const hidden = secretPlaceholder(code.length);
  const values = { code: hidden, company: company.name };
  const text = sayInTelegram(language, 'code.text', values);
  const copy = sayInTelegram(language, 'button.copy');
  return {
    lane: laneOf(chatOf(signUp)),
    kind: 'sign_up.code',
    rank: 'code',
    text: {
      text,
      entities: [{ type: 'code', offset: text.indexOf(hidden), length: code.length }],
    },
    keyboard: { inline: [[{ text: copy, action: { copy: hidden } }]] },
    secret: code,
    subject: about(signUp),
    lifeSeconds: 10 * 60,
  };
}

/** Thanks for the contact, and takes the keyboard away. */
export function contactNotice(signUp: SignUp): NewNotice {
  const text = sayInTelegram(spokenTo(signUp), 'contact.received');
  return {
    ...answerNotice(chatOf(signUp), text, { remove: true }),
    kind: 'sign_up.contact_received',
  };
}

export function signedInNotice(
  company: CompanySettings,
  signUp: SignUp,
  { clientId, at }: { clientId: string; at: Date },
): NewNotice {
  const language = spokenTo(signUp);
  return {
    lane: laneOf(chatOf(signUp)),
    person: { kind: 'client', id: clientId },
    kind: 'sign_up.signed_in',
    rank: 'answer',
    text: {
      text: sayInTelegram(language, 'signed_in.text', {
        company: company.name,
        browser: browserWords(signUp, language),
        time: timeWords(at, company, language),
      }),
    },
  };
}

/** Tells the earlier owner of a number that somebody else has proved it now. */
export function numberTakenNotice(
  company: CompanySettings,
  earlier: { chatId: number; clientId: string; language: Language },
): NewNotice {
  const values = { company: company.name };
  return {
    lane: laneOf(earlier.chatId),
    person: { kind: 'client', id: earlier.clientId },
    kind: 'client.number_taken',
    rank: 'news',
    text: { text: sayInTelegram(earlier.language, 'number_taken.text', values) },
  };
}

/** The chat with whoever has opened the sign-up: in a private chat its id is the user's. */
export function chatOf(signUp: SignUp): number {
  if (signUp.telegramUserId === null) throw new Error('The sign-up is bound to nobody.');
  return signUp.telegramUserId;
}

/** The subject by which a sign-up's notices are found. */
export function about(signUp: { id: string }) {
  return { kind: 'sign_up', id: signUp.id };
}

export function shareKeyboard(language: Language): Keyboard {
  return {
    reply: [
      [{ text: sayInTelegram(language, 'button.share'), requestContact: true }],
      [{ text: sayInTelegram(language, 'button.decline') }],
    ],
    resize: true,
  };
}

function signInKeyboard(signUp: SignUp): Keyboard {
  const language = spokenTo(signUp);
  const { signIn, decline } = buttonActions;
  return {
    inline: [
      [
        {
          text: sayInTelegram(language, 'button.sign_in'),
          action: { callback: `${signIn}:${signUp.id}` },
          style: 'success',
        },
        {
          text: sayInTelegram(language, 'button.decline'),
          action: { callback: `${decline}:${signUp.id}` },
        },
      ],
    ],
  };
}

function browserWords(signUp: SignUp, language: Language): string {
  const known = [signUp.browserFamily, signUp.browserSystem].filter(Boolean).join(', ');
  return known || sayInTelegram(language, 'prompt.unknown_browser');
}

function timeWords(at: Date, { timeZone }: CompanySettings, language: Language): string {
  return new Intl.DateTimeFormat(language, {
    timeZone,
    dateStyle: 'medium',
    timeStyle: 'long',
  }).format(at);
}
