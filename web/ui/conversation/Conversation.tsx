/**
 * What was said in a ticket, for the desk and the portal: bubbles by side, notes apart, changes as lines.
 * It fills its parent (a flex column with a height) and scrolls by itself.
 */
import { Button, Skeleton } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import type { Entry } from '../../../contract/ticket-shapes.ts';
import { serverNow } from '../../lib/clock.ts';
import { dayAt } from '../../lib/days.ts';
import styles from './Conversation.module.css';
import { useConversationWords } from './conversation-words.ts';
import { EntryView } from './EntryView.tsx';
import type { Entries } from './entries.ts';
import { useKeepPlace } from './keep-place.ts';
import { linesOf } from './lines.ts';
import { useTimes } from './times.ts';

/** Through whose eyes: one's own side stands on the right. */
export type SeenBy = 'client' | 'staff';

interface ConversationProps {
  /** Undefined while the first page is under way. */
  entries: readonly Entry[] | undefined;
  earlier?: Entries['earlier'];
  seenBy: SeenBy;
  /** The ticket in which the reader may see what edited entries said before. */
  versionsIn?: string;
  /** What the reader has written: sending it goes to the end. */
  mine?: (entry: Entry) => boolean;
  /** Below the last entry. */
  children?: ReactNode;
}

export function Conversation({
  entries,
  earlier,
  seenBy,
  versionsIn,
  mine,
  children,
}: ConversationProps) {
  const t = useConversationWords();
  const { box, moved, atEnd, unseen, toEnd } = useKeepPlace(entries, mine);
  const { timeZone } = useTimes();
  const lines = useMemo(() => entries && linesOf(entries, timeZone), [entries, timeZone]);
  return (
    <div className={styles.frame}>
      <div
        ref={box}
        className={styles.scroll}
        onScroll={moved}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
        tabIndex={0}
        role="log"
        aria-label={t('conversation')}
        aria-busy={!entries}
      >
        <div className={styles.inside}>
          {earlier && (
            <div className={styles.earlier}>
              <Button variant="subtle" loading={earlier.loading} onClick={earlier.load}>
                {t('earlier')}
              </Button>
              {earlier.failed && <span role="alert">{t('earlier_failed')}</span>}
            </div>
          )}
          {lines ? (
            <ol className={styles.lines}>
              {lines.map(({ entry, newDay, goesOn }) => (
                <li key={entry.id} className={styles.line} data-goes-on={goesOn}>
                  {newDay && <Day at={entry.at} />}
                  <EntryView
                    entry={entry}
                    goesOn={goesOn}
                    seenBy={seenBy}
                    versionsIn={versionsIn}
                  />
                </li>
              ))}
            </ol>
          ) : (
            <div className={styles.skeletons}>
              <Skeleton height={64} width="62%" radius={14} />
              <Skeleton height={92} width="70%" radius={14} />
              <Skeleton height={48} width="40%" radius={14} />
            </div>
          )}
          <div className={styles.after}>{children}</div>
        </div>
      </div>
      {unseen > 0 ? (
        <button type="button" className={styles.pill} onClick={toEnd}>
          <IconArrowDown size={16} aria-hidden />
          {t('new', { count: unseen })}
        </button>
      ) : (
        !atEnd && (
          <button
            type="button"
            className={styles.pill}
            data-quiet
            aria-label={t('to_end')}
            onClick={toEnd}
          >
            <IconArrowDown size={18} aria-hidden />
          </button>
        )
      )}
    </div>
  );
}

function Day({ at }: { at: string }) {
  const t = useConversationWords();
  const { dayOf, timeZone } = useTimes();
  const then = dayAt(at, timeZone);
  const now = serverNow();
  return (
    <span className={styles.day}>
      {then === dayAt(now, timeZone)
        ? t('today')
        : then === dayAt(now - 86_400_000, timeZone)
          ? t('yesterday')
          : dayOf(at)}
    </span>
  );
}
