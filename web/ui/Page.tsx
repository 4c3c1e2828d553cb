/** The frame of an ordinary page: the bar with the company's name and the two switches, and a column below. */
import type { ReactNode } from 'react';
import { useAbout } from '../lib/about.ts';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { Logo } from './Logo.tsx';
import { Notices } from './Notices.tsx';
import styles from './Page.module.css';
import { SchemeSwitch } from './SchemeSwitch.tsx';

interface PageProps {
  /** Follows the connection of a live page: shows when it is being restored. */
  reconnecting?: boolean;
  wide?: boolean;
  children: ReactNode;
}

export function Page({ reconnecting, wide, children }: PageProps) {
  const about = useAbout();
  return (
    <div className={styles.page}>
      <Notices reconnecting={reconnecting} />
      <header className={styles.bar}>
        <span className={styles.brand}>
          <Logo />
          <span className={styles.company}>{about.data?.companyName ?? 'Otklik'}</span>
        </span>
        <span className={styles.switches}>
          <LanguageSwitch />
          <SchemeSwitch />
        </span>
      </header>
      <main className={styles.column} data-wide={wide}>
        {children}
      </main>
    </div>
  );
}
