/** Hours and minutes; both empty mean that nothing is promised. */
import { NumberInput, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Priority } from '../../../contract/settings.ts';
import { usePriorityWord } from '../../ui/PriorityMark.tsx';
import { type Duration, totalOf } from './duration.ts';
import { useSettingsWords } from './settings-words.ts';
import styles from './TargetsForm.module.css';

interface DurationFieldProps {
  what: string;
  priority: Priority;
  value: Duration;
  error: ReactNode;
  onChange(value: Duration): void;
}

export function DurationField({ what, priority, value, error, onChange }: DurationFieldProps) {
  const t = useSettingsWords();
  const said = { what, priority: usePriorityWord()(priority) };
  return (
    <div>
      <div className={styles.duration}>
        <NumberInput
          aria-label={t('in_hours', said)}
          size="md"
          min={0}
          max={8760}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          rightSection={<span className={styles.unit}>{t('hours_short')}</span>}
          value={value.hours}
          error={Boolean(error)}
          onChange={(hours) => onChange({ ...value, hours: whole(hours) })}
        />
        <NumberInput
          aria-label={t('in_minutes', said)}
          size="md"
          min={0}
          max={59}
          clampBehavior="strict"
          allowDecimal={false}
          allowNegative={false}
          hideControls
          rightSection={<span className={styles.unit}>{t('minutes_short')}</span>}
          rightSectionWidth={44}
          value={value.minutes}
          error={Boolean(error)}
          onChange={(minutes) => onChange({ ...value, minutes: whole(minutes) })}
        />
      </div>
      {totalOf(value) === null && !error && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('no_target')}
        </Text>
      )}
      {error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      )}
    </div>
  );
}

function whole(given: number | string): number | '' {
  return given === '' ? '' : Number(given);
}
