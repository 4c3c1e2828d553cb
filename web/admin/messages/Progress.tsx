/** How far a message to many has come: a bar, and the numbers that it shows. */
import type { MessageProgress } from '../../../contract/custom-messages.ts';
import { useMessagesWords } from './messages-words.ts';
import styles from './Progress.module.css';

export function Progress({ message }: { message: Pick<MessageProgress, 'counts' | 'recipients'> }) {
  const t = useMessagesWords();
  const { counts } = message;
  const total = Math.max(1, message.recipients);
  const delivered = counts.delivered + counts.perhaps_twice;
  const bad = counts.failed + counts.uncertain;
  const rest = counts.unreachable + counts.not_connected + counts.skipped + counts.cancelled;
  const parts = [
    { tone: 'good', count: delivered },
    { tone: 'bad', count: bad },
    { tone: 'rest', count: rest },
  ];
  return (
    <div className={styles.progress}>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={t('progress')}
        aria-valuemin={0}
        aria-valuemax={message.recipients}
        aria-valuenow={message.recipients - counts.waiting}
      >
        {parts.map(({ tone, count }) => (
          <span
            key={tone}
            className={styles.part}
            data-tone={tone}
            style={{ width: `${(100 * count) / total}%` }}
          />
        ))}
      </div>
      <p className={styles.words}>
        {[
          t('delivered_of', { delivered, total: message.recipients }),
          counts.waiting > 0 && t('waiting_count', { count: counts.waiting }),
          counts.unreachable > 0 && t('unreachable_count', { count: counts.unreachable }),
          counts.not_connected > 0 && t('missed_count', { count: counts.not_connected }),
          bad > 0 && t('bad_count', { count: bad }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </div>
  );
}
