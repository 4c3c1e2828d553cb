/** The client's tickets as a list: subject, where it stands, when it changed, and whether there is an answer to read. */
import { Skeleton } from '@mantine/core';
import { Link } from 'react-router';
import { StatusBadge } from '../ui/StatusBadge.tsx';
import { When } from '../ui/When.tsx';
import type { MyTicketRow } from './portal-queries.ts';
import { usePortalWords } from './portal-words.ts';
import styles from './TicketRows.module.css';

export function TicketRows({ rows }: { rows: readonly MyTicketRow[] }) {
  const t = usePortalWords();
  return (
    <ul className={styles.rows}>
      {rows.map((row) => (
        <li key={row.id}>
          <Link
            to={`/portal/tickets/${row.number}`}
            className={styles.row}
            data-unread={row.unread}
          >
            <span className={styles.subject}>{row.subject}</span>
            <span className={styles.facts}>
              {row.unread ? (
                <span className={styles.answer}>{t('new_answer')}</span>
              ) : (
                <StatusBadge status={row.status} reader="client" />
              )}
              <span className={styles.number}>{t('number', { number: row.number })}</span>
              <When at={row.updatedAt} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

export function RowSkeletons({ count }: { count: number }) {
  return (
    <div className={styles.rows}>
      {Array.from({ length: count }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <div className={styles.row} key={i}>
          <Skeleton height={18} width="60%" />
          <Skeleton height={14} width="40%" />
        </div>
      ))}
    </div>
  );
}
