/** A list in a frame, each of its rows a link; how a row is divided is said by the page. */
import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'react-router';
import styles from './Rows.module.css';

export function Rows({ className = '', ...rest }: ComponentProps<'ul'>) {
  return <ul className={`${styles.rows} ${className}`} {...rest} />;
}

interface RowProps {
  to: string;
  className: string | undefined;
  children: ReactNode;
}

export function Row({ to, className, children }: RowProps) {
  return (
    <li>
      <Link to={to} className={`${styles.row} ${className}`}>
        {children}
      </Link>
    </li>
  );
}

/** What it is, in two lines at most. */
export function RowTitle({ children }: { children: ReactNode }) {
  return <span className={styles.title}>{children}</span>;
}

/** What else is known of it, one beside the other. */
export function RowFacts({
  className = '',
  children,
}: {
  className?: string;
  children: ReactNode;
}) {
  return <span className={`${styles.facts} ${className}`}>{children}</span>;
}

interface RowSkeletonsProps {
  count?: number | undefined;
  /** Of the frame. */
  className?: string;
  /** Of each row. */
  row: string | undefined;
  children: ReactNode;
}

/** Stands where the rows will be. */
export function RowSkeletons({ count = 6, className = '', row, children }: RowSkeletonsProps) {
  return (
    <div className={`${styles.rows} ${className}`}>
      {Array.from({ length: count }, (_, place) => String(place)).map((key) => (
        <div key={key} className={`${styles.row} ${row}`}>
          {children}
        </div>
      ))}
    </div>
  );
}
