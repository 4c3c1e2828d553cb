/** Rows that could not be taken, each with its reason. */
import { useFailureWords } from '../../lib/failure-words.ts';
import type { RowProblem } from './clients-queries.ts';
import { useClientsWords } from './clients-words.ts';
import styles from './Import.module.css';

export function ProblemRows({ problems }: { problems: readonly RowProblem[] }) {
  const t = useClientsWords();
  const say = useRowProblem();
  return (
    <ul className={styles.problems}>
      {problems.map((one) => (
        <li key={`${one.row} ${one.field} ${one.problem}`} className={styles.problem}>
          <span className={styles.row}>{t('row', { row: one.row })}</span>
          <span>
            {t(one.field)}: {say(one.problem)}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What is wrong with a row, in words. */
export function useRowProblem(): (problem: RowProblem['problem']) => string {
  const t = useClientsWords();
  const { problem: field } = useFailureWords();
  return (problem) => (problem === 'twice_in_file' ? t('twice_in_file') : field(problem));
}
