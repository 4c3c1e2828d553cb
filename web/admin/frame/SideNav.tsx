/** The sections at the left side of a wide screen. */
import { NavLink } from 'react-router';
import { useAbout } from '../../lib/about.ts';
import { Logo } from '../../ui/Logo.tsx';
import { useFrameWords } from './frame-words.ts';
import { InvoiceCount } from './InvoiceCount.tsx';
import { type Section, sections } from './navigation.ts';
import styles from './SideNav.module.css';
import { TicketCount } from './TicketCount.tsx';
import { UserMenu } from './UserMenu.tsx';
import { useMay } from './viewer.ts';

export function SideNav({ onShortcuts }: { onShortcuts(): void }) {
  const t = useFrameWords();
  const about = useAbout();
  return (
    <header className={styles.side}>
      <div className={styles.brand}>
        <Logo size={30} />
        <span className={styles.company}>{about.data?.companyName ?? 'Otklik'}</span>
      </div>
      <nav className={styles.nav} aria-label={t('navigation')}>
        <Sections />
      </nav>
      <UserMenu onShortcuts={onShortcuts} />
    </header>
  );
}

/** The links themselves, as the side and the phone's sheet show them. */
export function Sections({ leave = [], onGo }: { leave?: string[]; onGo?: () => void }) {
  const t = useFrameWords();
  const may = useMay();
  const shown = sections.filter(({ name, needs }) => may(needs) && !leave.includes(name));
  const managing = shown.filter(({ group }) => group === 'manage');
  return (
    <>
      {shown.filter(({ group }) => group === 'work').map(link)}
      {managing.length > 0 && leave.length === 0 && <p className={styles.group}>{t('manage')}</p>}
      {managing.map(link)}
    </>
  );

  function link({ name, to, icon: Icon }: Section) {
    return (
      <NavLink key={name} to={to} end={name === 'home'} className={styles.link} onClick={onGo}>
        <Icon size={20} stroke={1.8} aria-hidden="true" />
        <span className={styles.label}>{t(name)}</span>
        {name === 'tickets' && <TicketCount />}
        {name === 'invoices' && <InvoiceCount />}
      </NavLink>
    );
  }
}
