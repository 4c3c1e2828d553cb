/** The words of the archive's page. Parts, fields and values are named by the slices; one without a word is shown by its name. */
import type { Language } from '../../contract/person.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

type Key = keyof typeof en;
type After<Prefix extends string> = Key extends infer K
  ? K extends `${Prefix}.${infer Name}`
    ? Name
    : never
  : never;

export type PartName = After<'part'>;
export type FieldName = After<'field'>;
export type ValueName = After<'value'>;
export type Say = (key: Key, otherwise?: string) => string;

export function sayOf(language: Language): Say {
  const words: Partial<Record<string, string>> = { en, ru }[language];
  return (key, otherwise) => words[key] ?? otherwise ?? key.replace(/^\w+\./, '');
}
