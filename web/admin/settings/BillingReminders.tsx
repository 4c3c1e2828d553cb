/** When clients are reminded, as sentences. */
import { ActionIcon, Button, Group, NumberInput, Select, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { Section } from '../../ui/Section.tsx';
import styles from './Billing.module.css';
import type { BillingFormOf } from './BillingDetails.tsx';
import {
  mostReminders,
  type ReminderSide,
  reminderDay,
  reminderOf,
  withReminder,
} from './billing-form.ts';
import { useSettingsWords } from './settings-words.ts';
import { clockTime } from './time-of-day.ts';

const sides: ReminderSide[] = ['before', 'on', 'after'];
const hours = Array.from({ length: 24 }, (_, hour) => hour);

export function BillingReminders({ form }: { form: BillingFormOf }) {
  const t = useSettingsWords();
  const { reminderDays, reminderHour } = form.values;
  const set = (days: number[]) => form.setFieldValue('reminderDays', days);
  const say = (day: number) => {
    const { side, count } = reminderOf(day);
    return side === 'on' ? t('billing_on') : t(`billing_${side}`, { count });
  };
  return (
    <Section title={t('billing_reminders')} text={t('billing_reminders_text')}>
      {reminderDays.length === 0 ? (
        <Text c="dimmed">{t('billing_reminders_none')}</Text>
      ) : (
        <ul className={styles.list}>
          {reminderDays
            .toSorted((one, other) => one - other)
            .map((day) => (
              <li key={day} className={styles.row}>
                <span className={styles.said}>{say(day)}</span>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={40}
                  aria-label={t('billing_reminder_remove', { when: say(day) })}
                  onClick={() => set(reminderDays.filter((other) => other !== day))}
                >
                  <IconX size={18} />
                </ActionIcon>
              </li>
            ))}
        </ul>
      )}
      {form.errors.reminderDays && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {form.errors.reminderDays}
        </Text>
      )}
      {reminderDays.length < mostReminders && (
        <Adding days={reminderDays} add={(day) => set(withReminder(reminderDays, day))} />
      )}
      {reminderDays.length > 0 && (
        <Select
          label={t('billing_reminderHour')}
          description={t('billing_reminderHour_text')}
          size="md"
          mt="md"
          maw={280}
          allowDeselect={false}
          data={hours.map((hour) => ({ value: String(hour), label: clockTime(hour * 60) }))}
          value={String(reminderHour)}
          error={form.errors.reminderHour}
          onChange={(hour) => hour !== null && form.setFieldValue('reminderHour', Number(hour))}
        />
      )}
    </Section>
  );
}

function Adding({ days, add }: { days: readonly number[]; add(day: number): void }) {
  const t = useSettingsWords();
  const [count, setCount] = useState<number | ''>(7);
  const [side, setSide] = useState<ReminderSide>('before');
  const day = reminderDay(side, Number(count));
  const taken = days.includes(day);
  return (
    <>
      <Group gap="sm" align="flex-end" mt="md">
        {side !== 'on' && (
          <NumberInput
            label={t('billing_reminder_days')}
            size="md"
            w={92}
            min={1}
            max={side === 'before' ? 60 : 90}
            clampBehavior="strict"
            allowDecimal={false}
            allowNegative={false}
            hideControls
            value={count}
            onChange={(given) => setCount(given === '' ? '' : Number(given))}
          />
        )}
        <Select
          label={t('billing_reminder_side')}
          size="md"
          flex="1 1 160px"
          maw={240}
          allowDeselect={false}
          data={sides.map((value) => ({ value, label: t(`billing_side_${value}`) }))}
          value={side}
          onChange={(value) => {
            if (!value) return;
            setSide(value);
            if (value === 'before') setCount(Math.min(Number(count), 60) || '');
          }}
        />
        <Button
          variant="default"
          size="md"
          disabled={taken || (side !== 'on' && !count)}
          onClick={() => add(day)}
        >
          {t('billing_reminder_add')}
        </Button>
      </Group>
      {taken && (
        <Text size="sm" c="dimmed" mt={4}>
          {t('billing_reminder_taken')}
        </Text>
      )}
    </>
  );
}
