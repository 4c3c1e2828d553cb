/** What can be done with the chosen tickets, at the foot of the screen. */
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconChevronDown, IconListCheck, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { priorities } from '../../../contract/settings.ts';
import { statuses, type TicketRow } from '../../../contract/ticket-shapes.ts';
import { PriorityMark } from '../../ui/PriorityMark.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { useViewer } from '../frame/viewer.ts';
import { type Changes, useChangeTickets } from './change-tickets.ts';
import { useColleagues, useTags } from './desk-lists.ts';
import { MergeConfirm } from './MergeConfirm.tsx';
import styles from './Queue.module.css';
import { useQueueWords } from './queue-words.ts';
import { TagPill } from './TagPill.tsx';

interface BulkBarProps {
  rows: TicketRow[];
  clear(): void;
  selectAll(): void;
}

export function BulkBar({ rows, clear, selectAll }: BulkBarProps) {
  const t = useQueueWords();
  const viewer = useViewer();
  const colleagues = useColleagues() ?? [];
  const tags = useTags() ?? [];
  const { change, changing } = useChangeTickets();
  const [merging, merge] = useState(false);
  const ids = rows.map(({ id }) => id);
  const [first, second] = rows;
  const pair = rows.length === 2 && first && second ? ([first, second] as const) : undefined;
  const oneClient = pair?.[0].client.id === pair?.[1].client.id;
  const apply = (changes: Changes) =>
    void change(ids, changes, t('changed', { count: ids.length }));
  const worn = tags.filter((tag) => rows.some((row) => row.tags.some(({ id }) => id === tag.id)));
  return (
    <section className={styles.bulk} aria-label={t('bulk')} aria-busy={changing}>
      <span className={styles.bulkCount} role="status">
        {t('selected', { count: rows.length })}
      </span>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="dimmed"
        size={40}
        aria-label={t('unselect')}
        title={t('unselect')}
        onClick={clear}
      >
        <IconX size={20} />
      </ActionIcon>
      <Choice label={t('bulk_status')} disabled={changing}>
        {statuses.map((status) => (
          <Menu.Item key={status} onClick={() => apply({ status })}>
            <StatusBadge status={status} />
          </Menu.Item>
        ))}
      </Choice>
      <Choice label={t('bulk_assign')} disabled={changing}>
        <Menu.Item onClick={() => apply({ assigneeId: viewer.id })}>{t('assignee_me')}</Menu.Item>
        <Menu.Item onClick={() => apply({ assigneeId: null })}>{t('assignee_none')}</Menu.Item>
        <Menu.Divider />
        {colleagues
          .filter(({ id }) => id !== viewer.id)
          .map(({ id, name }) => (
            <Menu.Item key={id} onClick={() => apply({ assigneeId: id })}>
              {name}
            </Menu.Item>
          ))}
      </Choice>
      <Choice label={t('bulk_priority')} disabled={changing}>
        {priorities.toReversed().map((priority) => (
          <Menu.Item key={priority} onClick={() => apply({ priority })}>
            <PriorityMark priority={priority} worded />
          </Menu.Item>
        ))}
      </Choice>
      <Choice label={t('bulk_tags')} disabled={changing}>
        <Menu.Label>{tags.length === 0 ? t('tags_none') : t('tags_add')}</Menu.Label>
        {tags.map((tag) => (
          <Menu.Item key={tag.id} onClick={() => apply({ addTagIds: [tag.id] })}>
            <TagPill tag={tag} />
          </Menu.Item>
        ))}
        {worn.length > 0 && <Menu.Label>{t('tags_remove')}</Menu.Label>}
        {worn.map((tag) => (
          <Menu.Item key={tag.id} onClick={() => apply({ removeTagIds: [tag.id] })}>
            <TagPill tag={tag} />
          </Menu.Item>
        ))}
      </Choice>
      {pair && (
        <Button
          variant="default"
          disabled={!oneClient}
          title={oneClient ? undefined : t('bulk_merge_other_clients')}
          onClick={() => merge(true)}
        >
          {t('bulk_merge')}
        </Button>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        c="dimmed"
        size={40}
        aria-label={t('select_all')}
        title={t('select_all')}
        onClick={selectAll}
      >
        <IconListCheck size={20} />
      </ActionIcon>
      {pair && merging && <MergeConfirm pair={pair} close={() => merge(false)} done={clear} />}
    </section>
  );
}

interface ChoiceProps {
  label: string;
  disabled: boolean;
  children: ReactNode;
}

function Choice({ label, disabled, children }: ChoiceProps) {
  return (
    <Menu position="top-start" shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          rightSection={<IconChevronDown size={16} aria-hidden />}
          disabled={disabled}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={340} style={{ overflowY: 'auto' }}>
        {children}
      </Menu.Dropdown>
    </Menu>
  );
}
