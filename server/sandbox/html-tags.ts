/** What each tag of the HTML parse mode becomes (Bot API, "HTML style"). */
import type { MessageEntity } from '@grammyjs/types';
import { checkedLink, mentionedUser } from './links.ts';
import { badRequest } from './refusal.ts';

export interface Tag {
  name: string;
  /** Where the text of the tag begins, in UTF-16 units of the result. */
  offset: number;
  /** The attribute that counts for this tag, decoded. */
  argument: string;
}

/** An entity, with the language that `code` hands over to the `pre` around it. */
export type Draft = MessageEntity & { codeLanguage?: string };

const plainTypes = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
} as const;

const otherTags = new Set(['code', 'pre', 'a', 'blockquote', 'tg-emoji', 'tg-time']);

export function isKnownTag(name: string): boolean {
  return name in plainTypes || otherTags.has(name);
}

/** What an attribute means to its tag; nothing when the tag does not know it. */
export function argumentOf(tag: string, attribute: string, value: string): string | undefined {
  if (tag === 'a' && attribute === 'href') return value;
  if (tag === 'code' && attribute === 'class' && value.startsWith('language-')) {
    return value.slice('language-'.length);
  }
  if (tag === 'span' && attribute === 'class') return value;
  if (tag === 'blockquote' && attribute === 'expandable') return 'expandable';
  if (tag === 'tg-emoji' && attribute === 'emoji-id') return value;
  if (tag === 'tg-time' && attribute === 'unix') return value;
  return undefined;
}

/** Adds what the closed tag makes of `text`, which is all that stands inside it. */
export function addEntity(entities: Draft[], { name, offset, argument }: Tag, text: string): void {
  const place = { offset, length: text.length };
  const last = entities.at(-1);
  const sameAsLast = last?.offset === offset && last.length === text.length;
  if (name in plainTypes) {
    entities.push({ type: plainTypes[name as keyof typeof plainTypes], ...place });
  } else if (name === 'blockquote') {
    entities.push({ type: argument ? 'expandable_blockquote' : 'blockquote', ...place });
  } else if (name === 'code') {
    entities.push({ type: 'code', ...place, ...(argument && { codeLanguage: argument }) });
  } else if (name === 'pre') {
    const language = sameAsLast && last.type === 'code' ? last.codeLanguage : undefined;
    if (language !== undefined) entities.pop();
    entities.push({ type: 'pre', ...place, ...(language !== undefined && { language }) });
  } else if (name === 'a') {
    addLink(entities, place, argument || text);
  } else if (name === 'tg-emoji') {
    if (!/^-?\d{1,19}$/.test(argument) || Number(argument) === 0) {
      throw badRequest("can't parse entities: Invalid custom emoji identifier specified");
    }
    entities.push({ type: 'custom_emoji', ...place, custom_emoji_id: argument });
  } else if (name === 'tg-time' && /^\d{1,12}$/.test(argument)) {
    entities.push({
      type: 'date_time',
      ...place,
      unix_time: Number(argument),
      date_time_format: 'r',
    });
  }
}

function addLink(
  entities: Draft[],
  place: { offset: number; length: number },
  address: string,
): void {
  const user = mentionedUser(address);
  const url = checkedLink(address);
  if (user !== undefined) {
    const mentioned = { id: user, is_bot: false, first_name: '' };
    entities.push({ type: 'text_mention', ...place, user: mentioned });
  } else if (url !== undefined) {
    entities.push({ type: 'text_link', ...place, url });
  }
}
