/** The frame of the portal: the bar with the company, the four places, and the column below. */
import { VisuallyHidden } from '@mantine/core';
import { IconHome, IconMessages, IconReceipt, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, NavLink, useMatch } from 'react-router';
import { useAbout } from '../lib/about.ts';
import { TimeZone } from '../lib/time-zone.ts';
import { LanguageSwitch } from '../ui/LanguageSwitch.tsx';
import { Logo } from '../ui/Logo.tsx';
import { Notices } from '../ui/Notices.tsx';
import { SchemeSwitch } from '../ui/SchemeSwitch.tsx';
import { Toasts } from '../ui/toasts.tsx';
import { UnpaidCount } from './invoices/UnpaidCount.tsx';
import { useLive } from './live.ts';
import styles from './PortalFrame.module.css';
import { useMe, useUnread } from './portal-queries.ts';
import { usePortalWords } from './portal-words.ts';

export function PortalFrame({ children }: { children: ReactNode }) {
  const t = usePortalWords();
  const live = useLive();
  const about = useAbout();
  const viewer = useMe();
  const ticket = useMatch('/portal/tickets/:number');
  // A conversation fills the window and scrolls by itself.
  const filled = ticket !== null && ticket.params.number !== 'new';
  return (
    <div className={styles.page} data-filled={filled}>
      <Notices reconnecting={live === 'retrying'} />
      <header className={styles.bar}>
        <Link to="/portal" className={styles.brand}>
          <Logo />
          <span className={styles.company}>{about.data?.companyName ?? 'Otklik'}</span>
        </Link>
        <Places />
        <span className={styles.switches}>
          <LanguageSwitch />
          <SchemeSwitch />
        </span>
      </header>
      <main className={styles.column} aria-label={t('title')}>
        <TimeZone value={viewer.data?.timeZone}>{children}</TimeZone>
      </main>
      <Toasts />
    </div>
  );
}

function Places() {
  const t = usePortalWords();
  const unread = useUnread();
  return (
    <nav className={styles.places} aria-label={t('places')}>
      <NavLink to="/portal" end className={styles.place}>
        <IconHome size={20} stroke={1.8} aria-hidden="true" />
        {t('place_home')}
      </NavLink>
      <NavLink to="/portal/tickets" className={styles.place}>
        <IconMessages size={20} stroke={1.8} aria-hidden="true" />
        {t('place_tickets')}
        {unread > 0 && (
          <span className={styles.unread}>
            <span aria-hidden="true">{unread > 9 ? '9+' : unread}</span>
            <VisuallyHidden>{t('answers', { count: unread })}</VisuallyHidden>
          </span>
        )}
      </NavLink>
      <NavLink to="/portal/invoices" className={styles.place}>
        <IconReceipt size={20} stroke={1.8} aria-hidden="true" />
        {t('place_invoices')}
        <UnpaidCount />
      </NavLink>
      <NavLink to="/portal/profile" className={styles.place}>
        <IconUser size={20} stroke={1.8} aria-hidden="true" />
        {t('place_profile')}
      </NavLink>
    </nav>
  );
}
