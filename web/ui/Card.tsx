/** The surface on which a step or a piece of the portal lies. */
import { Paper } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './Card.module.css';

export function Card({ children }: { children: ReactNode }) {
  return (
    <Paper className={styles.card} radius="lg">
      {children}
    </Paper>
  );
}
