/** Days without work, in order; what is over is shown pale. */
import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { serverNow } from '../../lib/clock.ts';
import { useLanguage } from '../../lib/i18n.ts';
import styles from './HoursForm.module.css';
import { useSettingsWords } from './settings-words.ts';

interface HolidaysProps {
  days: readonly string[];
  onChange(days: string[]): void;
}

export function Holidays({ days, onChange }: HolidaysProps) {
  const t = useSettingsWords();
  const language = useLanguage();
  const [day, setDay] = useState('');
  const named = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: 'UTC' });
  const today = new Date(serverNow()).toISOString().slice(0, 10);
  const add = () => {
    onChange([...new Set([...days, day])].sort());
    setDay('');
  };
  return (
    <>
      <Group align="end" gap="sm">
        <TextInput
          type="date"
          label={t('holiday_day')}
          size="md"
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !day) return;
            event.preventDefault();
            add();
          }}
        />
        <Button variant="default" size="md" disabled={!day} onClick={add}>
          {t('holiday_add')}
        </Button>
      </Group>
      {days.length === 0 && (
        <Text c="dimmed" mt="sm">
          {t('holidays_none')}
        </Text>
      )}
      <ul className={styles.holidays}>
        {days.map((one) => {
          const shown = named.format(new Date(one));
          return (
            <li key={one} className={styles.holiday} data-over={one < today}>
              <span>{shown}</span>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={40}
                aria-label={t('holiday_remove', { day: shown })}
                onClick={() => onChange(days.filter((other) => other !== one))}
              >
                <IconX size={18} />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
    </>
  );
}
