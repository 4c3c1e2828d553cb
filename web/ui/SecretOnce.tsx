/** Something secret that is shown this one time: as text to be marked, with a button that copies it. */
import { CopyButton } from './CopyButton.tsx';
import styles from './SecretOnce.module.css';

export function SecretOnce({ text, label }: { text: string; label: string }) {
  return (
    <div className={styles.secret}>
      <output className={styles.text} aria-label={label}>
        {text}
      </output>
      <CopyButton text={text} />
    </div>
  );
}
