/** The list of one view: rows, selection, keys, and what can be done with the chosen ones. */
import { Button } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { Failure } from '../../ui/Failure.tsx';
import { useStatusWord } from '../../ui/StatusBadge.tsx';
import { useViewer } from '../frame/viewer.ts';
import { BulkBar } from './BulkBar.tsx';
import { type Changes, useChangeTickets } from './change-tickets.ts';
import type { Filters } from './filters.ts';
import { More } from './More.tsx';
import { useKeptPlace } from './place.ts';
import styles from './Queue.module.css';
import { QueueEmpty } from './QueueEmpty.tsx';
import { QueueRow, SkeletonRows } from './QueueRow.tsx';
import { useQueueWords } from './queue-words.ts';
import { all, nothing, type Selection, stillThere, toggled } from './selection.ts';
import { useQueue } from './use-queue.ts';

export function Queue({ filters, clear }: { filters: Filters; clear(): void }) {
  const t = useQueueWords();
  const viewer = useViewer();
  const sayStatus = useStatusWord();
  const { change } = useChangeTickets();
  const { rows, order, fresh, showFresh, error, again, more } = useQueue(filters);
  const list = useRef<HTMLUListElement>(null);
  const [active, activate] = useState<string>();
  const [pressed, select] = useState<Selection>(nothing);
  const selection = stillThere(pressed, order);
  useKeptPlace(rows !== undefined);

  const here = rows?.find(({ id }) => id === active);
  const toggle = (id: string, range: boolean) => select(toggled(selection, id, { order, range }));
  const step = (by: number) => {
    const at = active === undefined ? -1 : order.indexOf(active);
    const next = order[Math.min(order.length - 1, Math.max(0, at === -1 && by < 0 ? 0 : at + by))];
    list.current?.querySelector<HTMLElement>(`[data-ticket="${next}"]`)?.focus();
  };
  const changeHere = (changes: Changes, said: string) => {
    const ids = selection.ids.size > 0 ? [...selection.ids] : here ? [here.id] : [];
    if (ids.length > 0) void change(ids, changes, said);
  };
  useShortcuts([
    { keys: 'j', does: t('key_next'), run: () => step(1) },
    { keys: 'k', does: t('key_previous'), run: () => step(-1) },
    { keys: 'x', does: t('key_select'), run: () => here && toggle(here.id, false) },
    {
      keys: 'e',
      does: t('key_resolve'),
      run: () =>
        changeHere({ status: 'resolved' }, t('changed_status', { status: sayStatus('resolved') })),
    },
    {
      keys: 'a',
      does: t('key_mine'),
      run: () =>
        changeHere({ assigneeId: viewer.id }, t('changed_assignee', { name: viewer.name })),
    },
    { keys: 'Escape', does: t('key_unselect'), run: () => select(nothing) },
  ]);

  if (error) return <Failure error={error} again={again} />;
  if (!rows) return <SkeletonRows />;
  if (rows.length === 0) return <QueueEmpty filters={filters} clear={clear} />;
  return (
    <>
      {fresh > 0 && (
        <div className={styles.fresh} role="status">
          <Button
            radius="xl"
            leftSection={<IconArrowUp size={16} aria-hidden />}
            onClick={() => {
              showFresh();
              scrollTo({ top: 0 });
            }}
          >
            {t('fresh', { count: fresh })}
          </Button>
        </div>
      )}
      {/* biome-ignore lint/a11y/noRedundantRoles: without its marks Safari takes it for no list */}
      <ul ref={list} role="list" className={styles.list} aria-label={t('list')}>
        {rows.map((row) => (
          <QueueRow
            key={row.id}
            row={row}
            selected={selection.ids.has(row.id)}
            toggle={toggle}
            onFocus={activate}
          />
        ))}
      </ul>
      {more && <More {...more} />}
      {selection.ids.size > 0 && (
        <BulkBar
          rows={rows.filter(({ id }) => selection.ids.has(id))}
          clear={() => select(nothing)}
          selectAll={() => select(all(order))}
        />
      )}
    </>
  );
}
