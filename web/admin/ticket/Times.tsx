/** The targets of a ticket: what is still to be met, and how it went. */
import { useLanguage } from '../../lib/i18n.ts';
import { useTimeZone } from '../../lib/time-zone.ts';
import { exactly } from '../../lib/when.ts';
import { DueMark } from '../queue/DueMark.tsx';
import styles from './Panel.module.css';
import { useTicketWords } from './ticket-words.ts';
import type { Ticket } from './use-ticket.ts';

export function Times({ ticket }: { ticket: Ticket }) {
  const t = useTicketWords();
  const language = useLanguage();
  const timeZone = useTimeZone();
  const when = (at: string) => exactly(at, { language, timeZone });
  const { firstAnswerAt, firstAnswerDueAt, resolvedAt, solutionDueAt } = ticket;
  const late = (at: string, due: string | undefined) =>
    due !== undefined && Date.parse(at) > Date.parse(due);
  const paused = ticket.status === 'waiting' && !resolvedAt;
  const nothing = !firstAnswerAt && !firstAnswerDueAt && !resolvedAt && !solutionDueAt;
  if (nothing) return <p className={styles.small}>{t(paused ? 'due_paused' : 'due_none')}</p>;
  return (
    <>
      {ticket.dueAt && <DueMark ticket={ticket} />}
      <dl className={styles.facts}>
        {firstAnswerAt ? (
          <>
            <dt>{t('first_answer')}</dt>
            <dd data-late={late(firstAnswerAt, firstAnswerDueAt)}>
              {late(firstAnswerAt, firstAnswerDueAt)
                ? t('due_met_late', { when: when(firstAnswerAt) })
                : t('due_met', { when: when(firstAnswerAt) })}
            </dd>
          </>
        ) : (
          firstAnswerDueAt && (
            <>
              <dt>{t('first_answer')}</dt>
              <dd>{t('due_by', { when: when(firstAnswerDueAt) })}</dd>
            </>
          )
        )}
        {resolvedAt ? (
          <>
            <dt>{t('solution')}</dt>
            <dd data-late={late(resolvedAt, solutionDueAt)}>
              {late(resolvedAt, solutionDueAt)
                ? t('due_solved_late', { when: when(resolvedAt) })
                : t('due_solved', { when: when(resolvedAt) })}
            </dd>
          </>
        ) : (
          solutionDueAt && (
            <>
              <dt>{t('solution')}</dt>
              <dd>{t('due_by', { when: when(solutionDueAt) })}</dd>
            </>
          )
        )}
      </dl>
      <p className={styles.small}>{t(paused ? 'due_paused' : 'due_explained')}</p>
    </>
  );
}
