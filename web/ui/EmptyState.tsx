/** Where nothing is yet: what would stand here, and how it comes. */
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  /** The whole page is empty: its title is the page's. */
  heading?: boolean;
  children?: ReactNode;
  /** What the reader can do about it. */
  action?: ReactNode;
}

export function EmptyState({ icon, title, heading, children, action }: EmptyStateProps) {
  const Name = heading ? 'h1' : 'p';
  return (
    <div className={styles.empty}>
      {icon && (
        <span className={styles.icon} aria-hidden="true">
          {icon}
        </span>
      )}
      <Name className={styles.title}>{title}</Name>
      {children && (
        <Text c="dimmed" maw={420} component="div">
          {children}
        </Text>
      )}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
