/** The words of the audit log. */
import { useWords, words } from '../../lib/i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const auditWords = words('admin.audit', { en, ru });

export function useAuditWords() {
  return useWords(auditWords);
}
