/** How a password looks before the server judges it: a hint, not a rule. Length counts most. */
import { passwordLength } from '../../../contract/staff-session.ts';

export type Strength = 'short' | 'weak' | 'fair' | 'good';

export function strengthOf(password: string): Strength {
  const characters = [...password];
  if (characters.length < passwordLength.min) return 'short';
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((kind) =>
    kind.test(password),
  ).length;
  const different = new Set(characters).size;
  if (different < 6 || /^\d+$/.test(password)) return 'weak';
  return different >= 10 && (characters.length >= 18 || (characters.length >= 14 && kinds >= 3))
    ? 'good'
    : 'fair';
}
