/** What narrows the list, and its order; on a phone behind one button. */
import { Button, Select } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { priorities } from '../../../contract/settings.ts';
import { statuses } from '../../../contract/ticket-shapes.ts';
import { queueSorts } from '../../../contract/tickets.ts';
import { usePriorityWord } from '../../ui/PriorityMark.tsx';
import { useStatusWord } from '../../ui/StatusBadge.tsx';
import { useClient } from '../clients/clients-queries.ts';
import { useColleagues, useTags } from './desk-lists.ts';
import styles from './FilterBar.module.css';
import { type Filters, isNarrowed } from './filters.ts';
import { useQueueWords } from './queue-words.ts';

interface FilterBarProps {
  filters: Filters;
  change(to: Filters): void;
}

export function FilterBar({ filters, change }: FilterBarProps) {
  const t = useQueueWords();
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const [open, setOpen] = useState(false);
  const narrowed = isNarrowed(filters);
  return (
    <div className={styles.bar}>
      {!wide && (
        <Button
          variant={narrowed ? 'light' : 'default'}
          leftSection={<IconAdjustmentsHorizontal size={18} aria-hidden />}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t('filters')}
        </Button>
      )}
      {(wide || open) && <Filtering filters={filters} change={change} />}
      {filters.clientId && (
        <Button
          variant="light"
          rightSection={<IconX size={16} aria-hidden />}
          title={t('filter_client_off')}
          onClick={() => change({ ...filters, clientId: undefined })}
        >
          <ClientName id={filters.clientId} />
        </Button>
      )}
      {narrowed && (
        <Button
          variant="subtle"
          color="gray"
          c="dimmed"
          onClick={() => change({ sort: filters.sort })}
        >
          {t('filter_clear')}
        </Button>
      )}
    </div>
  );
}

function Filtering({ filters, change }: FilterBarProps) {
  const t = useQueueWords();
  const sayStatus = useStatusWord();
  const sayPriority = usePriorityWord();
  const colleagues = useColleagues() ?? [];
  const tags = useTags() ?? [];
  const set = (part: { [K in keyof Filters]?: string | null }) =>
    change({ ...filters, ...(part as Filters) });
  return (
    <div className={styles.filters}>
      <Select
        {...common}
        label={t('filter_status')}
        data={[
          { value: 'unsolved', label: t('status_unsolved') },
          { value: 'all', label: t('status_all') },
          ...statuses.map((value) => ({ value, label: sayStatus(value) })),
        ]}
        value={filters.status ?? 'unsolved'}
        onChange={(status) => set({ status: status ?? 'unsolved' })}
      />
      <Select
        {...common}
        searchable
        label={t('filter_assignee')}
        data={[
          { value: '', label: t('any') },
          { value: 'me', label: t('assignee_me') },
          { value: 'none', label: t('assignee_none') },
          ...colleagues.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={filters.assignee ?? ''}
        onChange={(assignee) => set({ assignee: assignee || undefined })}
      />
      <Select
        {...common}
        label={t('filter_priority')}
        data={[
          { value: '', label: t('any') },
          ...priorities.toReversed().map((value) => ({ value, label: sayPriority(value) })),
        ]}
        value={filters.priority ?? ''}
        onChange={(priority) => set({ priority: priority || undefined })}
      />
      <Select
        {...common}
        searchable
        label={t('filter_tag')}
        data={[
          { value: '', label: t('any') },
          ...tags.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={filters.tagId ?? ''}
        onChange={(tagId) => set({ tagId: tagId || undefined })}
      />
      <Select
        {...common}
        label={t('sort')}
        data={queueSorts.map((value) => ({ value, label: t(`sort_${value}`) }))}
        value={filters.sort ?? 'due'}
        onChange={(sort) => set({ sort })}
      />
    </div>
  );
}

const common = {
  size: 'sm',
  allowDeselect: false,
  withCheckIcon: false,
  comboboxProps: { width: 220, position: 'bottom-start' },
  classNames: { root: styles.field, label: styles.label, input: styles.input },
} as const;

function ClientName({ id }: { id: string }) {
  const t = useQueueWords();
  const client = useClient(id);
  return (
    <span className={styles.client}>
      {client.data ? t('filter_client', { name: client.data.name }) : t('filter_client_any')}
    </span>
  );
}
