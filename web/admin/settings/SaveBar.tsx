/** Stays in sight while something is unsaved; asks before one leaves; tells when somebody else was faster. */
import { Button, Group, Text } from '@mantine/core';
import { Callout } from '../../ui/Callout.tsx';
import { UnsavedGuard } from '../../ui/UnsavedGuard.tsx';
import styles from './Settings.module.css';
import { useSettingsWords } from './settings-words.ts';

interface SaveBarProps {
  dirty: boolean;
  pending: boolean;
  newer: boolean;
  drop(): void;
  adopt(): void;
}

export function SaveBar({ dirty, pending, newer, drop, adopt }: SaveBarProps) {
  const t = useSettingsWords();
  return (
    <>
      <UnsavedGuard
        unsaved={dirty}
        title={t('leave_title')}
        text={t('leave_text')}
        leave={t('leave')}
      />
      {newer && (
        <div role="alert">
          <Callout>
            <p style={{ margin: '0 0 8px' }}>{t('newer')}</p>
            <Button variant="default" onClick={adopt}>
              {t('show_newer')}
            </Button>
          </Callout>
        </div>
      )}
      {dirty && (
        <div className={styles.bar}>
          <Text size="sm" c="dimmed" role="status">
            {t('unsaved')}
          </Text>
          <Group gap="sm" wrap="nowrap">
            <Button variant="default" onClick={drop} disabled={pending}>
              {t('drop')}
            </Button>
            <Button type="submit" loading={pending} disabled={newer}>
              {t('save')}
            </Button>
          </Group>
        </div>
      )}
    </>
  );
}
