/** What people write: the rules that server and web check alike. Everything is shown as text, never as markup. */
import { z } from 'zod';

// Control characters but the line break and the tabulator; and halves of a character.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Cs}/u;
// Marks that turn the direction of what follows: they could make a name or a link read as another.
const turning = /[\u202a-\u202e\u2066-\u2069]/;
// Letters and marks to Unicode that nobody sees: fillers, joiners, selectors, a braille cell without dots.
export const invisible = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const anyControl = /[\u0000-\u001f\u007f]|\p{Cs}|\p{Zl}|\p{Zp}/u;

/** One line, trimmed; lengths are code points, the shortest counted of what is seen. */
export function line({ min, max }: { min: number; max: number }) {
  return checked(
    z.string().transform((given) => given.trim()),
    { min, max, refused: anyControl },
  );
}

/** Several lines, trimmed at the ends, line breaks as \n; lengths are code points, the shortest counted of what is seen. */
export function lines({ min, max }: { min: number; max: number }) {
  return checked(
    z.string().transform((given) => given.replace(/\r\n?/g, '\n').trim()),
    { min, max, refused: unprintable },
  );
}

/** A name that others have given somebody, as one line without what nobody sees or what turns the direction: of the rest nothing is lost. */
export function plainName(given: string): string {
  return given
    .replace(/\s/gu, ' ')
    .replace(new RegExp(`${anyControl.source}|${turning.source}`, 'gu'), '')
    .trim();
}

/** Whether a text of several lines holds what nobody sees, half a character, or a turn of the direction. */
export function holdsUnprintable(text: string): boolean {
  return unprintable.test(text) || turning.test(text);
}

function checked(
  schema: z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>,
  { min, max, refused }: { min: number; max: number; refused: RegExp },
) {
  return schema.superRefine((text, context) => {
    const seen = [...text.replace(invisible, '').trim()].length;
    if (refused.test(text) || turning.test(text)) {
      context.addIssue({ code: 'custom', message: 'control_characters' });
    } else if (seen < min) {
      context.addIssue({ code: 'custom', message: min === 1 ? 'required' : 'too_short' });
    } else if ([...text].length > max) {
      context.addIssue({ code: 'custom', message: 'too_long' });
    }
  });
}

// Format characters and fillers: with them an address reads as somebody else's.
const disguising = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** An e-mail address as people have them, in lower case, all of it seen. Only a message could prove it. */
export const email = z
  .string()
  .transform((given) => given.trim().toLowerCase())
  .superRefine((given, context) => {
    if (anyControl.test(given) || disguising.test(given)) {
      context.addIssue({ code: 'custom', message: 'control_characters' });
    } else if (given.length > 254) context.addIssue({ code: 'custom', message: 'too_long' });
    else if (!/^[^\s@<>()"',;:\\]+@[^\s@<>()"',;:\\]+\.[^\s@<>()"',;:\\.]+$/u.test(given)) {
      context.addIssue({ code: 'custom', message: 'malformed' });
    }
  });

/** A time zone of the IANA database: `Europe/Moscow`. */
export const timeZone = z
  .string()
  .max(64)
  .superRefine((zone, context) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
    } catch {
      context.addIssue({ code: 'custom', message: 'malformed' });
    }
  });

/** A calendar day: `2026-01-31`. There was no year nought. */
export const day = z.iso.date().refine((given) => !given.startsWith('0000'), 'malformed');
