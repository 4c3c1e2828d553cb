/** Field by field what it was and what it became. */
import { VisuallyHidden } from '@mantine/core';
import { IconArrowNarrowRight } from '@tabler/icons-react';
import { priority, weekdays } from '../../../contract/settings.ts';
import { status } from '../../../contract/ticket-shapes.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { usePriorityWord } from '../../ui/PriorityMark.tsx';
import { useStatusWord } from '../../ui/StatusBadge.tsx';
import styles from './AuditList.module.css';
import type { AuditEntry } from './AuditList.tsx';
import { useAuditWords } from './audit-words.ts';

const fields = [
  'name',
  'email',
  'phone',
  'language',
  'timeZone',
  'role',
  'sees',
  'purpose',
  'scopes',
  'decision',
  'subject',
  'status',
  'priority',
  'assignee',
  'tags',
  'title',
  'text',
  'colour',
  'consentText',
  'consentVersion',
  'consentUrl',
  'holidays',
  'recipients',
  'rows',
  'file',
] as const;

const values = ['admin', 'agent', 'all', 'own', 'invitation', 'password_reset'] as const;

export function Changes({ changes }: Pick<AuditEntry, 'changes'>) {
  const t = useAuditWords();
  const labelOf = useLabels();
  const sayStatus = useStatusWord();
  const sayPriority = usePriorityWord();
  const rows = Object.entries(changes);
  if (rows.length === 0) return null;
  return (
    <dl className={styles.changes}>
      {rows.map(([field, [from, to]]) => (
        <div key={field} className={styles.change}>
          <dt>{labelOf(field)}</dt>
          <dd>
            {from !== null && (
              <>
                <del>{worded(field, from)}</del>
                <IconArrowNarrowRight size={18} aria-hidden="true" />
                <VisuallyHidden> {t('became')} </VisuallyHidden>
              </>
            )}
            <ins>{to === null ? t('nothing') : worded(field, to)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );

  function worded(field: string, value: string): string {
    const toStatus = status.safeParse(value);
    if (field === 'status' && toStatus.success) return sayStatus(toStatus.data);
    const toPriority = priority.safeParse(value);
    if (field === 'priority' && toPriority.success) return sayPriority(toPriority.data);
    const known = values.find((one) => one === value);
    return known ? t(`value_${known}`) : value;
  }
}

/** Names of fields; what no word is known for is shown as it is called. */
function useLabels(): (field: string) => string {
  const t = useAuditWords();
  const language = useLanguage();
  const priorityWord = usePriorityWord();
  return (field) => {
    if (field === 'other') return t('field_second');
    const known = fields.find((one) => one === field);
    if (known) return t(`field_${known}`);
    const weekday = weekdays.indexOf(field as 'mon');
    // The 1st of January 2024 was a Monday.
    if (weekday >= 0) {
      return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(
        Date.UTC(2024, 0, 1 + weekday),
      );
    }
    const [, priority, target] =
      /^(low|normal|high|urgent)\.(firstAnswer|solution)$/.exec(field) ?? [];
    if (!priority || !target) return field;
    const promised = t(`target_${target as 'solution'}`);
    return `${priorityWord(priority as 'low')}: ${promised}`;
  };
}
