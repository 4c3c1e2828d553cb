/** One day of the week: off, or worked in one or several spans. */
import { ActionIcon, Button, Switch, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { weekdays } from '../../../contract/settings.ts';
import { useLanguage } from '../../lib/i18n.ts';
import styles from './HoursForm.module.css';
import { useSettingsWords } from './settings-words.ts';
import { nextSpan, type Span, tidied } from './time-of-day.ts';

/** As the contract allows. */
const mostSpans = 4;

interface DayHoursProps {
  weekday: (typeof weekdays)[number];
  spans: readonly Span[];
  error: ReactNode;
  onChange(spans: Span[]): void;
  onCopy: (() => void) | undefined;
}

export function DayHours({ weekday, spans, error, onChange, onCopy }: DayHoursProps) {
  const t = useSettingsWords();
  const name = useWeekdayName(weekday);
  const set = (at: number, change: Partial<Span>) =>
    onChange(spans.map((span, place) => (place === at ? { ...span, ...change } : span)));
  return (
    <li className={styles.day}>
      <Switch
        className={styles.switch}
        checked={spans.length > 0}
        onChange={(event) => onChange(event.currentTarget.checked ? [nextSpan([])] : [])}
        label={name}
        aria-label={`${name}: ${t('works')}`}
      />
      <div className={styles.spans}>
        {spans.length === 0 && <span className={styles.off}>{t('day_off')}</span>}
        {spans.map((span, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a span is nothing but its place in the day
          <div key={at} className={styles.span}>
            <TextInput
              inputMode="numeric"
              maxLength={5}
              placeholder="00:00"
              size="md"
              aria-label={`${name}: ${t('from')}`}
              value={span.from}
              error={Boolean(error)}
              onChange={(event) => set(at, { from: event.currentTarget.value })}
              onBlur={() => set(at, { from: tidied(span.from) })}
            />
            <span aria-hidden="true">–</span>
            <TextInput
              inputMode="numeric"
              maxLength={5}
              placeholder="00:00"
              size="md"
              aria-label={`${name}: ${t('to')}`}
              value={span.to}
              error={Boolean(error)}
              onChange={(event) => set(at, { to: event.currentTarget.value })}
              onBlur={() => set(at, { to: tidied(span.to, true) })}
            />
            {spans.length > 1 && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={40}
                aria-label={t('remove_span')}
                onClick={() => onChange(spans.filter((_, place) => place !== at))}
              >
                <IconX size={18} />
              </ActionIcon>
            )}
            {at === spans.length - 1 && spans.length < mostSpans && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={40}
                aria-label={`${name}: ${t('add_span')}`}
                title={t('add_span')}
                onClick={() => onChange([...spans, nextSpan(spans)])}
              >
                <IconPlus size={18} />
              </ActionIcon>
            )}
          </div>
        ))}
        {error && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {error}
          </Text>
        )}
        {onCopy && (
          <Button variant="subtle" size="compact-sm" className={styles.copy} onClick={onCopy}>
            {t('copy_to_week')}
          </Button>
        )}
      </div>
    </li>
  );
}

function useWeekdayName(weekday: (typeof weekdays)[number]): string {
  const language = useLanguage();
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  // The 1st of January 2024 was a Monday.
  const name = format.format(Date.UTC(2024, 0, 1 + weekdays.indexOf(weekday)));
  return name.charAt(0).toUpperCase() + name.slice(1);
}
