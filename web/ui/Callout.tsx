/** A coloured box for something that the reader should not miss. */
import type { ReactNode } from 'react';
import styles from './Callout.module.css';
import { AlertIcon } from './icons.tsx';

interface CalloutProps {
  tone?: 'calm' | 'warm' | 'bad';
  icon?: ReactNode;
  children: ReactNode;
}

export function Callout({ tone = 'warm', icon = <AlertIcon />, children }: CalloutProps) {
  return (
    <div className={styles.callout} data-tone={tone}>
      <span className={styles.icon}>{icon}</span>
      <div className={styles.text}>{children}</div>
    </div>
  );
}
