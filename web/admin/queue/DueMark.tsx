/** When the next target runs out, or since when it is missed. */
import type { TicketRow } from '../../../contract/ticket-shapes.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { useNow } from '../../lib/now.ts';
import { useTimeZone } from '../../lib/time-zone.ts';
import { exactly } from '../../lib/when.ts';
import styles from './DueMark.module.css';
import { dueState, spanWords } from './due.ts';
import { useQueueWords } from './queue-words.ts';

type Due = Pick<TicketRow, 'dueAt' | 'dueWhat' | 'overdue'>;

export function DueMark({ ticket }: { ticket: Due }) {
  const say = useDueWords();
  const said = say(ticket);
  if (!said) return null;
  return (
    <span className={styles.due} data-state={said.state} title={said.exact}>
      {said.text}
    </span>
  );
}

/** "in 2 h", "1 d 3 h overdue", and the target with its moment in full. */
export function useDueWords() {
  const t = useQueueWords();
  const language = useLanguage();
  const timeZone = useTimeZone();
  const now = useNow();
  return ({ dueAt, dueWhat }: Due) => {
    if (!dueAt) return undefined;
    const state = dueState(dueAt, now);
    const time = spanWords(Math.abs(Date.parse(dueAt) - now), language);
    const when = exactly(dueAt, { language, timeZone });
    return {
      state,
      text: state === 'late' ? t('due_late', { time }) : t('due_in', { time }),
      exact: t(dueWhat === 'solution' ? 'due_solution' : 'due_first_answer', { when }),
    };
  };
}
