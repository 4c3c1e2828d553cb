/** The way back to the list that a page belongs to. */
import { IconChevronLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import styles from './BackLink.module.css';

export function BackLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link className={styles.back} to={to}>
      <IconChevronLeft size={18} aria-hidden="true" />
      {children}
    </Link>
  );
}
