/** How many tickets wait for an answer, and whether some are late. */
import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queueCounts } from '../../../contract/tickets.ts';
import { call } from '../../lib/call.ts';
import { adminKey } from './admin-key.ts';
import { useFrameWords } from './frame-words.ts';
import styles from './TicketCount.module.css';

export function TicketCount() {
  const t = useFrameWords();
  const { data } = useCounts();
  if (!data || (data.unanswered === 0 && data.overdue === 0)) return null;
  const waiting = t('waiting', { count: data.unanswered });
  const late = data.overdue > 0 ? t('overdue', { count: data.overdue }) : undefined;
  const said = [waiting, late].filter(Boolean).join(', ');
  return (
    <span className={styles.count} data-late={Boolean(late)} title={said}>
      <span aria-hidden="true">{shown(data.unanswered || data.overdue)}</span>
      <VisuallyHidden>{said}</VisuallyHidden>
    </span>
  );
}

/** What waits; live, and asked again every minute because time alone makes tickets late. */
export function useCounts() {
  return useQuery({
    queryKey: adminKey('counts'),
    queryFn: ({ signal }) => call(queueCounts, {}, { signal }),
    refetchInterval: 60_000,
  });
}

function shown(count: number): string {
  return count >= 1000 ? '999+' : String(count);
}
