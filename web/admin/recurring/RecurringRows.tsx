/** Monthly invoices as a list: for whom and for what, when the next one comes, and what stands in the way. */
import { type ErrorCode, errorStatus } from '../../../contract/errors.ts';
import { formatMoney } from '../../../contract/money.ts';
import { ApiError } from '../../lib/errors.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { useTimeZone } from '../../lib/time-zone.ts';
import { Row, RowFacts, Rows } from '../../ui/Rows.tsx';
import { sayDay, todayIn } from '../invoices/days.ts';
import styles from './Recurring.module.css';
import type { RecurringRow } from './recurring-queries.ts';
import { useRecurringWords } from './recurring-words.ts';

interface RecurringRowsProps {
  rows: readonly RecurringRow[];
  /** On the page of a client everybody knows for whom. */
  narrow?: boolean;
}

export function RecurringRows({ rows, narrow = false }: RecurringRowsProps) {
  return (
    <Rows>
      {rows.map((row) => (
        <Row key={row.id} to={`/admin/invoices/recurring/${row.id}`} className={styles.row}>
          <Recurring row={row} narrow={narrow} />
        </Row>
      ))}
    </Rows>
  );
}

function Recurring({ row, narrow }: { row: RecurringRow; narrow: boolean }) {
  const t = useRecurringWords();
  const language = useLanguage();
  const problemWord = useProblemWord();
  const { first, lines } = row;
  const what = lines > 1 ? t('and_more', { first, count: lines - 1 }) : first;
  return (
    <>
      <span className={styles.who}>{narrow ? what : row.client.name}</span>
      <span className={styles.sum}>{formatMoney(row.total, row.currency, language)}</span>
      {!narrow && <span className={styles.what}>{what}</span>}
      <RowFacts className={styles.facts}>
        <RecurringState row={row} />
        <span>{t('on_day', { day: row.dayOfMonth })}</span>
        <span>{t(row.issue ? 'issues' : 'drafts')}</span>
      </RowFacts>
      {row.problem && (
        <span className={styles.problem}>
          {t('problem')} {problemWord(row.problem)}
        </span>
      )}
    </>
  );
}

/** Whether it goes on, and until when one waits for the next. */
export function RecurringState({ row }: { row: RecurringRow }) {
  const t = useRecurringWords();
  const language = useLanguage();
  const today = todayIn(useTimeZone());
  const { active, nextOn } = row;
  const state = active && nextOn ? 'going' : active ? 'over' : 'paused';
  return (
    <span className={styles.state} data-state={state}>
      {active && nextOn
        ? t('next_on', { day: sayDay(nextOn, { language, today }) })
        : t(active ? 'state_over' : 'state_paused')}
    </span>
  );
}

/** The code under which the last one was refused, in words. */
export function useProblemWord(): (problem: string) => string {
  const { failure } = useFailureWords();
  return (problem) =>
    problem in errorStatus
      ? failure(new ApiError(409, { error: { code: problem as ErrorCode, message: '' } }))
      : problem;
}
