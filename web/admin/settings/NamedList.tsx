/** A list of the settings whose rows are added, edited and removed one by one. */
import { ActionIcon, Button, Skeleton, Stack, Text } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { type UseQueryResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { toast } from '../../ui/toasts.tsx';
import { adminKey } from '../frame/admin-key.ts';
import styles from './Lists.module.css';
import { useSettingsWords } from './settings-words.ts';

interface NamedListProps<Item> {
  asked: UseQueryResult<{ items: Item[] }>;
  /** Where the list is kept: `adminKey('settings', part)`. */
  part: string;
  width: number;
  words: { about: string; add: string; none: string; noneText: string; removeText: string };
  icon: ReactNode;
  nameOf(item: Item): string;
  show(item: Item): ReactNode;
  onAdd(): void;
  onEdit(item: Item): void;
  remove(item: Item): Promise<unknown>;
}

export function NamedList<Item extends { id: string }>(props: NamedListProps<Item>) {
  const { asked, part, width, words, icon, nameOf, show, onAdd, onEdit } = props;
  const t = useSettingsWords();
  const queries = useQueryClient();
  const [removed, setRemoved] = useState<Item>();
  const remove = useMutation({
    mutationFn: props.remove,
    onSuccess() {
      setRemoved(undefined);
      toast({ text: t('removed') });
      return queries.invalidateQueries({ queryKey: adminKey('settings', part) });
    },
  });
  const askToRemove = (item: Item) => {
    remove.reset();
    setRemoved(item);
  };
  const add = (
    <Button leftSection={<IconPlus size={18} />} onClick={onAdd}>
      {words.add}
    </Button>
  );
  const items = asked.data?.items ?? [];
  return (
    <Stack gap="md" maw={width}>
      <div className={styles.head}>
        <Text c="dimmed">{words.about}</Text>
        {items.length > 0 && add}
      </div>
      {asked.error && <Failure error={asked.error} again={() => void asked.refetch()} />}
      {asked.isPending && [1, 2, 3].map((row) => <Skeleton key={row} height={64} />)}
      {asked.data && items.length === 0 && (
        <EmptyState icon={icon} title={words.none} action={add}>
          {words.noneText}
        </EmptyState>
      )}
      {items.length > 0 && (
        <ul className={styles.list}>
          {items.map((item) => (
            <li key={item.id} className={styles.row}>
              {show(item)}
              <RowButton label={`${t('edit')}: ${nameOf(item)}`} onClick={() => onEdit(item)}>
                <IconPencil size={19} />
              </RowButton>
              <RowButton
                label={`${t('remove')}: ${nameOf(item)}`}
                onClick={() => askToRemove(item)}
              >
                <IconTrash size={19} />
              </RowButton>
            </li>
          ))}
        </ul>
      )}
      <ConfirmDialog
        opened={removed !== undefined}
        title={t('remove_title', { name: removed ? nameOf(removed) : '' })}
        confirm={t('remove')}
        danger
        pending={remove.isPending}
        error={remove.error}
        onConfirm={() => removed && remove.mutate(removed)}
        onClose={() => setRemoved(undefined)}
      >
        {words.removeText}
      </ConfirmDialog>
    </Stack>
  );
}

interface RowButtonProps {
  label: string;
  onClick(): void;
  children: ReactNode;
}

function RowButton({ label, onClick, children }: RowButtonProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size={40} aria-label={label} onClick={onClick}>
      {children}
    </ActionIcon>
  );
}
