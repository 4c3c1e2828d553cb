/** The views in one row, with how many tickets wait in each. */
import { Link } from 'react-router';
import { useCounts } from '../frame/TicketCount.tsx';
import { type Filters, type ViewName, viewOf, views } from './filters.ts';
import { useQueueWords } from './queue-words.ts';
import styles from './ViewTabs.module.css';

interface ViewTabsProps {
  filters: Filters;
  addressOf(view: ViewName): string;
}

export function ViewTabs({ filters, addressOf }: ViewTabsProps) {
  const t = useQueueWords();
  const counts: Partial<Record<ViewName, number>> = useCounts().data ?? {};
  const here = viewOf(filters);
  return (
    <nav className={styles.tabs} aria-label={t('views')}>
      {(Object.keys(views) as ViewName[]).map((view) => {
        const count = counts[view];
        return (
          <Link
            key={view}
            ref={view === here ? bringIntoSight : null}
            className={styles.tab}
            to={{ search: addressOf(view) }}
            aria-current={view === here ? 'page' : undefined}
            data-view={view}
          >
            {t(`view_${view}`)}
            {count !== undefined && count > 0 && (
              <span className={styles.count}>{capped(count)}</span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}

/** 1,000 means "1,000 or more". */
export function capped(count: number): string {
  return count >= 1000 ? '999+' : String(count);
}

// On a phone the row is longer than the screen.
function bringIntoSight(tab: HTMLElement | null): void {
  const row = tab?.parentElement;
  if (!tab || !row || row.scrollWidth <= row.clientWidth) return;
  row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.clientWidth) / 2;
}
