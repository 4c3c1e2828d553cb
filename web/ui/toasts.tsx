/** Short news that goes by itself: done, and perhaps a way to take it back. */
import { Button, Group } from '@mantine/core';
import { Notifications, notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import i18next from 'i18next';
import styles from './toasts.module.css';
import { useUiWords } from './ui-words.ts';

/** Where toasts appear: once in each frame. */
export function Toasts() {
  return (
    <Notifications
      className={styles.toasts}
      // Buttons that people are about to press are at the bottom and at the right.
      position="top-center"
      containerWidth={380}
      limit={3}
      autoClose={6000}
    />
  );
}

interface Toast {
  text: string;
  tone?: 'good' | 'bad';
  undo?: () => void;
  /** A toast with the same id takes the place of the former. */
  id?: string;
}

/** Tells it without getting in the way; with `undo` it stays a little longer. */
export function toast({ text, tone = 'good', undo, id }: Toast): void {
  if (id) notifications.hide(id);
  const shown = notifications.show({
    ...(id ? { id } : {}),
    role: tone === 'bad' ? 'alert' : 'status',
    className: styles.toast,
    closeButtonProps: { 'aria-label': i18next.t('close', { ns: 'ui' }) },
    color: tone === 'bad' ? 'red.8' : 'pine',
    icon: tone === 'bad' ? <IconAlertTriangle size={18} /> : <IconCheck size={18} />,
    autoClose: undo || tone === 'bad' ? 9000 : 5000,
    message: undo ? (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <span>{text}</span>
        <Undo
          run={() => {
            notifications.hide(shown);
            undo();
          }}
        />
      </Group>
    ) : (
      text
    ),
  });
}

function Undo({ run }: { run: () => void }) {
  const t = useUiWords();
  return (
    <Button variant="light" size="compact-sm" className={styles.undo} onClick={run}>
      {t('undo')}
    </Button>
  );
}
