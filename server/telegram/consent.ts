/** What a person agrees to by beginning a sign-up. */
import type { Language } from '../../contract/person.ts';
import type { Config } from '../platform/config.ts';
import { sayInTelegram } from './words.ts';

/** The company's own text, or ours in the person's language. */
export function consentText(config: Config, language: Language): string {
  const own = config.consent.text;
  return own ?? sayInTelegram(language, 'consent', { company: config.companyName });
}
