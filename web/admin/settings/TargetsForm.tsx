/** How soon a first answer and a solution are promised, by priority. */
import type { Reply } from '../../../contract/endpoint.ts';
import {
  type Priority,
  priorities,
  type readSettings,
  updateTargets,
} from '../../../contract/settings.ts';
import { call } from '../../lib/call.ts';
import { PriorityMark } from '../../ui/PriorityMark.tsx';
import { Section } from '../../ui/Section.tsx';
import { DurationField } from './DurationField.tsx';
import { type Duration, durationOf, totalOf } from './duration.ts';
import { usePartForm } from './part-form.ts';
import { SaveBar } from './SaveBar.tsx';
import { useSettingsWords } from './settings-words.ts';
import styles from './TargetsForm.module.css';

const whats = ['firstAnswer', 'solution'] as const;

type Values = Record<Priority, Record<(typeof whats)[number], Duration>>;

export function TargetsForm({ current }: { current: Reply<typeof readSettings>['targets'] }) {
  const t = useSettingsWords();
  const { form, bar, submit } = usePartForm<Values>({
    values: each(
      ({ firstAnswer, solution }) => ({
        firstAnswer: durationOf(firstAnswer),
        solution: durationOf(solution),
      }),
      current,
    ),
    version: current.version,
    save: (values, version) =>
      call(updateTargets, {
        body: {
          ...each(
            ({ firstAnswer, solution }) => ({
              firstAnswer: totalOf(firstAnswer),
              solution: totalOf(solution),
            }),
            values,
          ),
          version,
        },
      }),
  });
  const names = { firstAnswer: t('first_answer'), solution: t('solution') };
  return (
    <form onSubmit={submit} noValidate>
      <Section title={t('targets_title')} text={t('targets_text')}>
        <div className={styles.table}>
          <div className={styles.head} aria-hidden="true">
            <span />
            <span>{names.firstAnswer}</span>
            <span>{names.solution}</span>
          </div>
          {priorities.toReversed().map((priority) => (
            <div key={priority} className={styles.row}>
              <PriorityMark priority={priority} worded />
              {whats.map((what) => (
                <div key={what} className={styles.cell}>
                  <span className={styles.what} aria-hidden="true">
                    {names[what]}
                  </span>
                  <DurationField
                    what={names[what]}
                    priority={priority}
                    value={form.values[priority][what]}
                    error={form.errors[`${priority}.${what}`]}
                    onChange={(value) => {
                      form.clearFieldError(`${priority}.${what}`);
                      form.setValues({
                        [priority]: { ...form.values[priority], [what]: value },
                      } as Partial<Values>);
                    }}
                  />
                </div>
              ))}
            </div>
          ))}
        </div>
      </Section>
      <SaveBar {...bar} />
    </form>
  );
}

function each<From, To>(
  make: (from: From) => To,
  by: Record<Priority, From>,
): Record<Priority, To> {
  return {
    low: make(by.low),
    normal: make(by.normal),
    high: make(by.high),
    urgent: make(by.urgent),
  };
}
