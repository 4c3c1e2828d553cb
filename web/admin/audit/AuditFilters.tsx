/** What, who, and which days. */
import { Button, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { auditActions } from '../../../contract/audit.ts';
import { colleagues } from '../../../contract/staff.ts';
import { call } from '../../lib/call.ts';
import { adminKey } from '../frame/admin-key.ts';
import styles from './AuditFilters.module.css';
import type { Filters } from './audit-filters.ts';
import { useAuditWords } from './audit-words.ts';

interface AuditFiltersProps {
  filters: Filters;
  set(name: keyof Filters, value: string | null): void;
  clear: (() => void) | undefined;
}

export function AuditFilters({ filters, set, clear }: AuditFiltersProps) {
  const t = useAuditWords();
  const people = useQuery({
    queryKey: adminKey('colleagues'),
    queryFn: ({ signal }) => call(colleagues, {}, { signal }),
  });
  return (
    <search className={styles.filters} aria-label={t('filters')}>
      <Select
        label={t('filter_action')}
        placeholder={t('anything')}
        className={styles.whole}
        size="md"
        searchable
        clearable
        data={useActionGroups()}
        value={filters.action ?? null}
        onChange={(value) => set('action', value)}
      />
      <Select
        label={t('filter_actor')}
        placeholder={t('anybody')}
        className={styles.whole}
        size="md"
        searchable
        clearable
        data={people.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        value={filters.actorId ?? null}
        onChange={(value) => set('actorId', value)}
      />
      <TextInput
        type="date"
        size="md"
        label={t('filter_from')}
        max={filters.to}
        value={filters.from ?? ''}
        onChange={(event) => set('from', event.currentTarget.value)}
      />
      <TextInput
        type="date"
        size="md"
        label={t('filter_to')}
        min={filters.from}
        value={filters.to ?? ''}
        onChange={(event) => set('to', event.currentTarget.value)}
      />
      {clear && (
        <Button variant="subtle" onClick={clear}>
          {t('reset')}
        </Button>
      )}
    </search>
  );
}

function useActionGroups() {
  const t = useAuditWords();
  const groups = new Map<string, { value: string; label: string }[]>();
  for (const action of auditActions) {
    const [area] = action.split('.') as [Area];
    const group = t(`area_${area}`);
    const item = { value: action, label: t(`did_${action}`) };
    groups.set(group, [...(groups.get(group) ?? []), item]);
  }
  return [...groups].map(([group, items]) => ({ group, items }));
}

type Area = (typeof auditActions)[number] extends infer Action
  ? Action extends `${infer Name}.${string}`
    ? Name
    : never
  : never;
