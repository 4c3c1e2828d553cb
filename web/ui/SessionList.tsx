/** Where somebody is signed in. */
import { Button, Text } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import type { z } from 'zod';
import type { sessionShape } from '../../contract/profile.ts';
import styles from './SessionList.module.css';
import { useUiWords } from './ui-words.ts';
import { When } from './When.tsx';

interface SessionListProps {
  sessions: readonly z.output<typeof sessionShape>[];
  /** How to end one of them. */
  end?: { run(id: string): void; pending: string | undefined };
}

export function SessionList({ sessions, end }: SessionListProps) {
  const t = useUiWords();
  const named = (browser: string) => (browser === 'unknown' ? t('browser_unknown') : browser);
  return (
    <ul className={styles.list}>
      {sessions.map(({ id, browser, current, usedAt }) => (
        <li key={id} className={styles.row}>
          <span className={styles.icon} aria-hidden="true">
            {/Android|iOS|iPhone|iPad/.test(browser) ? (
              <IconDeviceMobile size={20} stroke={1.7} />
            ) : (
              <IconDeviceDesktop size={20} stroke={1.7} />
            )}
          </span>
          <div className={styles.words}>
            <span>{named(browser)}</span>
            <Text size="sm" c="dimmed" component="span">
              {current ? (
                <span className={styles.here}>{t('session_here')}</span>
              ) : (
                <>
                  {t('session_used')} <When at={usedAt} />
                </>
              )}
            </Text>
          </div>
          {end && !current && (
            <Button
              variant="default"
              loading={end.pending === id}
              onClick={() => end.run(id)}
              aria-label={`${t('session_end')}: ${named(browser)}`}
            >
              {t('session_end')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
