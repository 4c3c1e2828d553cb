/** The words of the phones. */
import { useWords, words } from '../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const sandboxWords = words('sandbox', { en, ru });

export function useSandboxWords() {
  return useWords(sandboxWords);
}

export type SandboxWord = Parameters<ReturnType<typeof useSandboxWords>>[0];
