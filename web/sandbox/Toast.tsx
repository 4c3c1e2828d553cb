/** A short note over the conversation that goes by itself. */
import { useTimeout } from '@mantine/hooks';
import styles from './Toast.module.css';

const shownFor = 4500;

export interface Note {
  /** A new one starts the time anew, even with the same words. */
  id: string;
  text: string;
}

export function Toasts({ note, gone }: { note: Note | undefined; gone(): void }) {
  return (
    <div className={styles.place} role="status">
      {note && <Toast key={note.id} text={note.text} gone={gone} />}
    </div>
  );
}

function Toast({ text, gone }: { text: string; gone(): void }) {
  useTimeout(gone, shownFor, { autoInvoke: true });
  return <p className={styles.toast}>{text}</p>;
}
