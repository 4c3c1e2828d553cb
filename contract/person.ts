/** What a person is called and reached by: the rules that server and web check alike. */
import { z } from 'zod';
import { invisible } from './text.ts';

export const languages = ['ru', 'en'] as const;
export const language = z.enum(languages);
export type Language = z.output<typeof language>;

export const nameLength = { min: 2, max: 64 } as const;

// Control characters, and the ones that turn the direction of text or break lines.
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/u;
// Emoji sequences are held together by the joiner: it alone is a format character that names may hold.
const joiner = /\u200d/g;

/** A person's name: trimmed, 2 to 64 characters (code points), at least 2 of them seen, no control characters. */
export const personName = z
  .string()
  .transform((given) => given.trim())
  .superRefine((name, context) => {
    const length = [...name].length;
    if (unprintable.test(name.replace(joiner, ''))) {
      context.addIssue({ code: 'custom', message: 'control_characters' });
    } else if ([...name.replace(invisible, '')].length < nameLength.min) {
      context.addIssue({ code: 'custom', message: 'too_short' });
    } else if (length > nameLength.max) {
      context.addIssue({ code: 'custom', message: 'too_long' });
    }
  });

/** A phone number as Telegram gives it: 7 to 15 digits, perhaps with a plus. Nothing is ever stripped from it. */
export const givenPhone = z.string().regex(/^\+?\d{7,15}$/, 'malformed');

/** A phone number as people write it: `8 (916) 123-45-67`. The server turns it into E.164. */
export const writtenPhone = z
  .string()
  .trim()
  .min(1, 'required')
  .max(32, 'too_long')
  .regex(/^\+?[\d\s().-]+$/, 'malformed');

/** A Telegram user id: at most 52 significant bits (Bot API, `User.id`). */
export const telegramId = z
  .number()
  .int()
  .positive()
  .max(2 ** 52);
