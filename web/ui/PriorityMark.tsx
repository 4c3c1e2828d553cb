/** How much a ticket hurries: bars like those of a signal, with its word beside them or read aloud. */
import { VisuallyHidden } from '@mantine/core';
import { type Priority, priorities } from '../../contract/settings.ts';
import styles from './PriorityMark.module.css';
import { useUiWords } from './ui-words.ts';

interface PriorityMarkProps {
  priority: Priority;
  /** Shows the word too. */
  worded?: boolean;
}

export function PriorityMark({ priority, worded }: PriorityMarkProps) {
  const t = useUiWords();
  const word = t(`priority_${priority}`);
  return (
    <span className={styles.mark} data-priority={priority} title={worded ? undefined : word}>
      <span className={styles.bars} aria-hidden="true">
        {priorities.map((one, at) => (
          <span key={one} data-full={at <= priorities.indexOf(priority)} />
        ))}
      </span>
      {worded ? word : <VisuallyHidden>{word}</VisuallyHidden>}
    </span>
  );
}

/** The word for a priority. */
export function usePriorityWord(): (priority: Priority) => string {
  const t = useUiWords();
  return (priority) => t(`priority_${priority}`);
}
