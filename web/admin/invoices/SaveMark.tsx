/** Whether the draft is kept: always in sight, and said aloud only when something is wrong. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCloudCheck } from '@tabler/icons-react';
import { useFailureWords } from '../../lib/failure-words.ts';
import { useUiWords } from '../../ui/ui-words.ts';
import { useInvoicesWords } from './invoices-words.ts';
import styles from './SaveMark.module.css';
import type { DraftEditor } from './use-draft-editor.ts';

export function SaveMark({ editor }: { editor: DraftEditor }) {
  const t = useInvoicesWords();
  const ui = useUiWords();
  const { failure } = useFailureWords();
  const { state, readable, id, flush } = editor;
  if (state.now === 'failed') {
    return (
      <span className={styles.mark} data-bad role="alert">
        <IconAlertTriangle size={18} aria-hidden="true" />
        <span>
          {t('save_failed')} {failure(state.error)}
        </span>
        <Button variant="default" size="compact-sm" onClick={() => void flush()}>
          {ui('again')}
        </Button>
      </span>
    );
  }
  if (!readable) {
    return (
      <span className={styles.mark} data-bad role="status">
        <IconAlertTriangle size={18} aria-hidden="true" />
        {t('save_held')}
      </span>
    );
  }
  const saved = state.now === 'saved' || (state.now === 'clean' && id !== undefined);
  return (
    <span className={styles.mark} role="status">
      {saved && <IconCloudCheck size={18} aria-hidden="true" />}
      {saved ? t('saved') : state.now === 'clean' ? t('save_by_itself') : t('saving')}
    </span>
  );
}
