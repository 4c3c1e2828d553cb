/** What can be pressed on this page. */
import { Kbd, Stack, Switch } from '@mantine/core';
import { useListedShortcuts, useShortcutsSwitch } from '../lib/shortcuts.ts';
import { Dialog } from './Dialog.tsx';
import styles from './ShortcutSheet.module.css';
import { useUiWords } from './ui-words.ts';

export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const t = useUiWords();
  const shortcuts = useListedShortcuts();
  const [on, set] = useShortcutsSwitch();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('shortcuts')}>
      <Stack gap="md">
        <dl className={styles.list}>
          {shortcuts.map(({ keys, does }) => (
            <div key={keys + does} className={styles.row}>
              <dt>{does}</dt>
              <dd>
                <Keys keys={keys} />
              </dd>
            </div>
          ))}
        </dl>
        <Switch
          checked={on}
          onChange={(event) => set(event.currentTarget.checked)}
          label={t('shortcuts_on')}
        />
      </Stack>
    </Dialog>
  );
}

function Keys({ keys }: { keys: string }) {
  const t = useUiWords();
  const mod = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';
  return keys.split(' ').map((chord, at) => (
    <span key={`${chord}${at === 0 ? '' : ' '}`}>
      {at > 0 && <span className={styles.then}> {t('shortcuts_then')} </span>}
      {chord.split('+').map((key) => (
        <Kbd key={key} ml={4}>
          {key === 'mod' ? mod : key === 'Escape' ? 'Esc' : key}
        </Kbd>
      ))}
    </span>
  ));
}
