/** The queue: what waits, in views and by filters that stand in the address. */
import { Button } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { Link, useLocation, useNavigate } from 'react-router';
import { useShortcuts } from '../../lib/shortcuts.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { FilterBar } from './FilterBar.tsx';
import {
  type Filters,
  readFilters,
  type ViewName,
  views,
  withView,
  writeFilters,
} from './filters.ts';
import { Queue } from './Queue.tsx';
import styles from './QueuePage.module.css';
import { useQueueWords } from './queue-words.ts';
import { ViewTabs } from './ViewTabs.tsx';

/** The second key after `g` that goes to a view. */
const viewKeys: Partial<Record<ViewName, string>> = {
  unsolved: 'q',
  mine: 'm',
  unassigned: 'u',
  overdue: 'o',
};

export function QueuePage() {
  const t = useQueueWords();
  const go = useNavigate();
  const { search } = useLocation();
  const filters = readFilters(new URLSearchParams(search));
  const show = (next: Filters) => void go({ search: writeFilters(next) });
  useShortcuts(
    Object.entries(viewKeys).map(([view, key]) => ({
      keys: `g ${key}`,
      does: t('key_view', { view: t(`view_${view as ViewName}`) }),
      run: () => show(views[view as ViewName]),
    })),
  );
  return (
    <div className={styles.page}>
      <PageHead
        title={t('title')}
        actions={
          <>
            <Button
              component={Link}
              to="/admin/tickets/search"
              variant="default"
              leftSection={<IconSearch size={18} aria-hidden />}
            >
              {t('search')}
            </Button>
            <Button
              component={Link}
              to="/admin/tickets/new"
              leftSection={<IconPlus size={18} aria-hidden />}
            >
              {t('new_ticket')}
            </Button>
          </>
        }
      />
      <ViewTabs filters={filters} addressOf={(view) => writeFilters(withView(filters, view))} />
      <FilterBar filters={filters} change={show} />
      {/* Another view is another list, with its own place and selection. */}
      <Queue key={writeFilters(filters)} filters={filters} clear={() => show({})} />
    </div>
  );
}
