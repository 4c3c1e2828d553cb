/** One ticket of a list: a dense row on a wide screen, a card on a phone. */
import { Checkbox, Skeleton } from '@mantine/core';
import { Link } from 'react-router';
import type { TicketRow } from '../../../contract/ticket-shapes.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { useNow } from '../../lib/now.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { PriorityMark } from '../../ui/PriorityMark.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { DueMark } from './DueMark.tsx';
import { spanWords } from './due.ts';
import styles from './QueueRow.module.css';
import { useQueueWords } from './queue-words.ts';
import { TagPills } from './TagPill.tsx';

interface QueueRowProps {
  row: TicketRow;
  selected: boolean;
  toggle(id: string, range: boolean): void;
  onFocus(id: string): void;
}

export function QueueRow({ row, selected, toggle, onFocus }: QueueRowProps) {
  const t = useQueueWords();
  return (
    <li
      className={styles.row}
      data-selected={selected}
      data-waits={row.unansweredSince !== undefined}
      onFocus={() => onFocus(row.id)}
    >
      <span className={styles.check}>
        <Checkbox
          size="sm"
          checked={selected}
          aria-label={t('select', { number: row.number })}
          onChange={() => undefined}
          onClick={(event) => toggle(row.id, event.shiftKey)}
        />
      </span>
      <span className={styles.number}>{t('number', { number: row.number })}</span>
      <span className={styles.subject}>
        <Link
          className={styles.link}
          to={`/admin/tickets/${row.number}`}
          state={{ from: 'queue' }}
          data-ticket={row.id}
        >
          {row.subject}
        </Link>
        <TagPills tags={row.tags} most={1} />
      </span>
      <span className={styles.client} title={row.client.name}>
        {row.client.name}
      </span>
      <span className={styles.priority}>
        <PriorityMark priority={row.priority} />
      </span>
      <span className={styles.status}>
        <StatusBadge status={row.status} />
      </span>
      <span className={styles.assignee}>
        {row.assignee ? (
          <span
            role="img"
            aria-label={t('assigned_to', { name: row.assignee.name })}
            title={row.assignee.name}
          >
            <Avatar name={row.assignee.name} id={row.assignee.id} size={26} />
          </span>
        ) : (
          <span
            role="img"
            className={styles.nobody}
            aria-label={t('unassigned')}
            title={t('unassigned')}
          />
        )}
      </span>
      <span className={styles.waits}>
        {row.unansweredSince && <Waits since={row.unansweredSince} />}
      </span>
      <span className={styles.due}>
        <DueMark ticket={row} />
      </span>
    </li>
  );
}

function Waits({ since }: { since: string }) {
  const t = useQueueWords();
  const language = useLanguage();
  const now = useNow();
  const time = spanWords(now - Date.parse(since), language);
  return <span title={t('waits_long', { time })}>{t('waits', { time })}</span>;
}

/** As high as the rows that will take their place. */
export function SkeletonRows({ count = 8 }: { count?: number }) {
  return (
    <div className={styles.skeletons} aria-hidden="true">
      {Array.from({ length: count }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike and never move
        <div key={at} className={styles.skeleton}>
          <Skeleton height={14} width={`${46 + ((at * 17) % 40)}%`} />
        </div>
      ))}
    </div>
  );
}
