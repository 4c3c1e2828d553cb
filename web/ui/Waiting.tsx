/** A page that is still on its way. */
import { Loader, VisuallyHidden } from '@mantine/core';
import { useUiWords } from './ui-words.ts';
import styles from './Waiting.module.css';

export function Waiting() {
  const t = useUiWords();
  return (
    <div className={styles.waiting} role="status">
      <Loader aria-hidden="true" />
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
    </div>
  );
}
