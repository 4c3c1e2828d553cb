/** Views of one list in one row, with how many wait in each. */
import { Link } from 'react-router';
import styles from './CountTabs.module.css';

export interface CountTab {
  key: string;
  text: string;
  /** The part of the address that leads there. */
  search: string;
  count?: number | undefined;
  /** What the count says of them. */
  tone?: 'bad' | 'warm' | undefined;
}

interface CountTabsProps {
  label: string;
  tabs: readonly CountTab[];
  /** The key of the tab that is open. */
  here: string | undefined;
}

export function CountTabs({ label, tabs, here }: CountTabsProps) {
  return (
    <nav className={styles.tabs} aria-label={label}>
      {tabs.map(({ key, text, search, count = 0, tone }) => (
        <Link
          key={key}
          ref={key === here ? bringIntoSight : null}
          className={styles.tab}
          to={{ search }}
          aria-current={key === here ? 'page' : undefined}
        >
          {text}
          {count > 0 && (
            <span className={styles.count} data-tone={tone}>
              {capped(count)}
            </span>
          )}
        </Link>
      ))}
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
