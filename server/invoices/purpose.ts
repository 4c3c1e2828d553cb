/** What to write as the purpose of a payment: the same on screen, on paper and in the code. */
import type { Language } from '../../contract/person.ts';
import { words } from '../platform/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const say = words({ en, ru });

/** `Оплата по счёту № СЧ-17 от 21.11.2026`: banks of every country know days written so. */
export function purposeOf(
  { numberText, issuedOn }: { numberText: string | null; issuedOn: string | null },
  language: Language,
): string {
  const day = (issuedOn ?? '').split('-').reverse().join('.');
  // By hand: the prefix is written by people, and never read as a template.
  return `${say(language, 'purpose.number')} ${numberText} ${say(language, 'purpose.day', { day })}`;
}
