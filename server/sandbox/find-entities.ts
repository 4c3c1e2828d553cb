/** Finds what Telegram marks by itself: commands, links, mentions, hashtags, addresses. */
import type { MessageEntity } from '@grammyjs/types';

type Found = MessageEntity.CommonMessageEntity['type'];

const patterns: [Found, RegExp][] = [
  ['bot_command', /(?<![\w/<>])\/[a-z0-9_]{1,64}(?:@[a-z0-9_]{3,32})?(?![\w/<>])/gi],
  ['url', /(?<![\w@/])https?:\/\/[^\s<>"']*[^\s<>"'.,:;!?)\]}]/gi],
  ['email', /(?<![\w.+-])[a-z0-9][\w.+-]{0,63}@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}\b/gi],
  ['mention', /(?<![\w@])@[a-z][a-z0-9_]{3,31}(?![\w@])/gi],
  ['hashtag', /(?<![\p{L}\p{N}_#@&])#(?=\p{N}*[\p{L}_])[\p{L}\p{N}_]{1,256}/giu],
];

/** Nothing is found inside code or links, nor twice in one place. */
export function findEntities(text: string, given: MessageEntity[]): MessageEntity[] {
  if (!/[/@#]/.test(text)) return [];
  const closed = given.filter(({ type }) =>
    ['code', 'pre', 'text_link', 'text_mention', 'custom_emoji'].includes(type),
  );
  const found: MessageEntity[] = [];
  for (const [type, pattern] of patterns) {
    for (const { 0: match, index } of text.matchAll(pattern)) {
      const entity: MessageEntity = { type, offset: index, length: match.length };
      if (![...closed, ...found].some((other) => touches(entity, other))) found.push(entity);
    }
  }
  return found;
}

function touches(one: MessageEntity, other: MessageEntity): boolean {
  return one.offset < other.offset + other.length && other.offset < one.offset + one.length;
}
