/** Text with formatting: put together by places, never by markup, so that what people wrote can neither break nor forge any. */
import { FormattedString } from '@grammyjs/parse-mode';
import type { MessageEntity } from 'grammy/types';
import type { RichText, TextEntity } from './notice.ts';

/** Words of ours or of people's, all in one style, or in none. */
export function rich(text: string, style?: Omit<TextEntity, 'offset' | 'length'>): RichText {
  // Telegram refuses a message with half of a character in it.
  const whole = text.toWellFormed();
  if (!style || whole.length === 0) return { text: whole };
  return { text: whole, entities: [{ ...style, offset: 0, length: whole.length }] };
}

/** One after the other with `separator` between; what is missing or empty leaves no gap. */
export function joinRich(
  parts: readonly (RichText | string | undefined | false)[],
  separator: string,
): RichText {
  const said = parts.flatMap((part) => {
    if (!part) return [];
    const { text, entities = [] } = typeof part === 'string' ? rich(part) : part;
    return text === '' ? [] : [new FormattedString(text, entities as MessageEntity[])];
  });
  return fromFormatted(FormattedString.join(said, separator));
}

/**
 * At most so many UTF-16 units, the last of them `…` where something is missing. Telegram counts
 * characters, which are never more. No character is cut in two, neither from its accent nor a family
 * into its members, and formatting ends where the text does.
 */
export function cutRich(given: RichText, most: number): RichText {
  if (given.text.length <= most) return given;
  const { length } = given.text.slice(0, boundaryBefore(given.text, most - 1)).trimEnd();
  const { text, entities = [] } = given;
  const left = entities.flatMap((entity) => {
    const inside = Math.min(entity.length, length - entity.offset);
    return inside > 0 ? [{ ...entity, length: inside }] : [];
  });
  return {
    text: most > 0 ? `${text.slice(0, length)}…` : '',
    ...(left.length > 0 && { entities: left }),
  };
}

// What people take for one character is rarely longer; whoever piles up more marks loses some.
const longestCharacter = 64;
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The last place, not behind this one, where one character ends and the next begins. */
function boundaryBefore(text: string, place: number): number {
  if (place <= 0) return 0;
  // From the beginning: of a row of flags only the whole tells which halves belong together.
  const near = characters.segment(text.slice(0, place + longestCharacter)).containing(place);
  if (near && near.index > place - longestCharacter) return near.index;
  return /[\ud800-\udbff]/.test(text.charAt(place - 1)) ? place - 1 : place;
}

function fromFormatted({ rawText, rawEntities }: FormattedString): RichText {
  return {
    text: rawText,
    // grammY's entities hold what only Telegram reads; ours are among them.
    ...(rawEntities.length > 0 && { entities: rawEntities as TextEntity[] }),
  };
}
