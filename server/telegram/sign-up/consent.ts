/** What a person agrees to by beginning a sign-up. */
import type { Language } from '../../../contract/person.ts';
import type { CompanySettings } from '../../../contract/settings.ts';
import { sayInTelegram } from '../words.ts';

/** The company's own text, or ours in the person's language. */
export function consentText(company: CompanySettings, language: Language): string {
  return company.consentText || sayInTelegram(language, 'consent', { company: company.name });
}
