/** How a piece of news of a ticket is put together: a title, lines of ours, and what people say as a quote. */
import type { Language } from '../../contract/person.ts';
import {
  cutRich,
  joinRich,
  type NewNotice,
  type RichText,
  rich,
} from '../notifications/notifications.ts';
import { words } from '../platform/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';
import type { Ticket } from './tickets.policy.ts';

// Telegram takes 4,096 characters; UTF-16 units are never fewer.
const longestText = 4096;

type Line = RichText | string | undefined | false;

interface Told {
  icon: string;
  /** What it is about. */
  title: RichText;
  /** What stands above and below somebody's words. */
  before?: readonly Line[];
  after?: readonly Line[];
  said?: { by: string; text: string; files?: string | undefined } | undefined;
  /** Where all of it can be read, if it is too long for one message. */
  rest: RichText | string;
  language: Language;
}

export const say = words({ en, ru });

/** Put together by hand: what people wrote is never read as a template. */
export function titleOf(
  { number, subject }: Pick<Ticket, 'number' | 'subject'>,
  language: Language,
): RichText {
  return rich(`${say(language, 'number', { number })} · ${subject}`, { type: 'bold' });
}

export function filesLine(files: number | undefined, language: Language): string | undefined {
  return files ? say(language, 'files', { count: files }) : undefined;
}

/** Where the rest is: a link, where the page can be opened from a phone. */
export function restLine(url: string | undefined, language: Language): RichText | string {
  if (url === undefined) return say(language, 'rest.page');
  return rich(say(language, 'rest.link'), { type: 'text_link', url });
}

/** The text of a notice, and how it is told together with others of its ticket. */
export function textOf(given: Told): Pick<NewNotice, 'text' | 'fold'> {
  const { icon, title, said, rest, language } = given;
  const withBody = (body: RichText) => ({
    text: joinRich([joinRich([icon, title], ' '), body], '\n\n'),
    fold: { title, body, language },
  });
  const whole = withBody(bodyOf(given, said?.text));
  if (!said || whole.text.text.length <= longestText) return whole;
  const taken = withBody(bodyOf(given, '…', rest)).text.text.length - 1;
  return withBody(bodyOf(given, cutRich(rich(said.text), longestText - taken).text, rest));
}

// Each part stands on its own, an empty line between them.
function bodyOf(
  { before = [], said, after = [] }: Told,
  text: string | undefined,
  rest?: RichText | string,
): RichText {
  const quote = text ? rich(text, { type: 'blockquote' }) : undefined;
  const words = said && joinRich([`${said.by}:`, quote ?? said.files], '\n');
  return joinRich([...before, words, rest, quote && said?.files, ...after], '\n\n');
}
