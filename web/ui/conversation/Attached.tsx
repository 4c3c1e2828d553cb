/** The files of a message that is being written, each with how far it is and what can be done about it. */
import { ActionIcon } from '@mantine/core';
import { IconFile, IconRefresh, IconX } from '@tabler/icons-react';
import { fileLimits } from '../../../contract/files.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { useConversationWords } from './conversation-words.ts';
import styles from './Files.module.css';
import { sizeOf } from './times.ts';
import type { Upload } from './uploads.ts';
import type { Uploads } from './use-upload.ts';

const small = { variant: 'subtle', color: 'gray', c: 'dimmed', size: 36, radius: 'xl' } as const;

export function Attached({ uploads }: { uploads: Uploads }) {
  const t = useConversationWords();
  return (
    <ul className={styles.files}>
      {uploads.items.map((item) => (
        <li key={item.key} className={styles.chip} data-state={item.state}>
          <span className={styles.icon}>
            <IconFile size={20} aria-hidden />
          </span>
          <span className={styles.words}>
            <span className={styles.name} title={item.name}>
              {item.name}
            </span>
            <About item={item} />
          </span>
          {item.state === 'failed' && !item.problem && (
            <ActionIcon
              {...small}
              aria-label={t('file_retry', { name: item.name })}
              onClick={() => uploads.retry(item.key)}
            >
              <IconRefresh size={18} />
            </ActionIcon>
          )}
          <ActionIcon
            {...small}
            aria-label={t('file_remove', { name: item.name })}
            onClick={() => uploads.remove(item.key)}
          >
            <IconX size={18} />
          </ActionIcon>
          {(item.state === 'sending' || item.state === 'waiting') && (
            <span
              className={styles.bar}
              role="progressbar"
              aria-label={t('file_sending', { name: item.name })}
              aria-valuenow={Math.round(item.progress * 100)}
              aria-valuemin={0}
              aria-valuemax={100}
              style={{ transform: `scaleX(${item.progress})` }}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

function About({ item }: { item: Upload }) {
  const t = useConversationWords();
  const language = useLanguage();
  const { failure } = useFailureWords();
  const problem =
    item.problem === 'too_large'
      ? t('file_too_large', { size: sizeOf(fileLimits.bytes, language) })
      : item.problem === 'empty'
        ? t('file_empty')
        : item.error
          ? failure(item.error)
          : undefined;
  return (
    <span className={styles.about} data-bad={problem !== undefined} role={problem && 'alert'}>
      {problem ?? sizeOf(item.size, language)}
    </span>
  );
}
