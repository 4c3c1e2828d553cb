/** The working week and the days without work. */
import type { Reply } from '../../../contract/endpoint.ts';
import { type readSettings, updateWorkingHours, weekdays } from '../../../contract/settings.ts';
import { call } from '../../lib/call.ts';
import { Section } from '../../ui/Section.tsx';
import { DayHours } from './DayHours.tsx';
import { Holidays } from './Holidays.tsx';
import styles from './HoursForm.module.css';
import { usePartForm } from './part-form.ts';
import { SaveBar } from './SaveBar.tsx';
import { useSettingsWords } from './settings-words.ts';
import { daysOf, type Span, spansFit, type Week, weekOf } from './time-of-day.ts';

interface HoursFormProps {
  current: Reply<typeof readSettings>['hours'];
  timeZone: string;
}

export function HoursForm({ current, timeZone }: HoursFormProps) {
  const t = useSettingsWords();
  const { form, bar, submit } = usePartForm<{ week: Week; holidays: string[] }>({
    values: { week: weekOf(current.days), holidays: current.holidays },
    version: current.version,
    validate: ({ week }) =>
      Object.fromEntries(
        weekdays
          .filter((weekday) => !spansFit(week[weekday]))
          .map((weekday) => [`week.${weekday}`, t('spans_wrong')]),
      ),
    save: ({ week, holidays }, version) =>
      call(updateWorkingHours, { body: { days: daysOf(week), holidays, version } }),
  });
  const { week, holidays } = form.values;
  const setDay = (weekday: keyof Week, spans: Span[]) => {
    form.clearFieldError(`week.${weekday}`);
    form.setFieldValue('week', { ...week, [weekday]: spans });
  };
  const copyToWeek = () => {
    const { mon } = week;
    form.setFieldValue('week', { ...week, tue: mon, wed: mon, thu: mon, fri: mon });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Section title={t('hours_title')} text={t('hours_text', { zone: timeZone })}>
        <ul className={styles.week}>
          {weekdays.map((weekday) => (
            <DayHours
              key={weekday}
              weekday={weekday}
              spans={week[weekday]}
              error={form.errors[`week.${weekday}`]}
              onChange={(spans) => setDay(weekday, spans)}
              onCopy={weekday === 'mon' ? copyToWeek : undefined}
            />
          ))}
        </ul>
      </Section>
      <Section title={t('holidays')} text={t('holidays_text')}>
        <Holidays days={holidays} onChange={(days) => form.setFieldValue('holidays', days)} />
      </Section>
      <SaveBar {...bar} />
    </form>
  );
}
