/** What stands around every page of the desk: sections, the person's menu, strips, toasts, keys. */
import { useMediaQuery } from '@mantine/hooks';
import { Suspense, useState } from 'react';
import { Outlet, useNavigate } from 'react-router';
import { useAbout } from '../../lib/about.ts';
import { useShortcutListener, useShortcuts } from '../../lib/shortcuts.ts';
import { Logo } from '../../ui/Logo.tsx';
import { Notices } from '../../ui/Notices.tsx';
import { PasswordAgain } from '../../ui/PasswordAgain.tsx';
import { ShortcutSheet } from '../../ui/ShortcutSheet.tsx';
import { Toasts } from '../../ui/toasts.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import styles from './AdminFrame.module.css';
import { useFrameWords } from './frame-words.ts';
import { useAdminLive } from './live.ts';
import { PhoneNav } from './PhoneNav.tsx';
import { SideNav } from './SideNav.tsx';
import { UserMenu } from './UserMenu.tsx';
import { useMay } from './viewer.ts';

export function AdminFrame() {
  const t = useFrameWords();
  const live = useAdminLive();
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const [help, setHelp] = useState(false);
  useShortcutListener();
  useGoing(() => setHelp(true));
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#page">
        {t('skip')}
      </a>
      {wide ? (
        <SideNav onShortcuts={() => setHelp(true)} />
      ) : (
        <PhoneTop onShortcuts={() => setHelp(true)} />
      )}
      <div className={styles.body}>
        <Notices reconnecting={live === 'retrying'} />
        <main id="page" className={styles.page} tabIndex={-1}>
          <Suspense fallback={<Waiting />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      {!wide && <PhoneNav />}
      <ShortcutSheet opened={help} onClose={() => setHelp(false)} />
      <PasswordAgain />
      <Toasts />
    </div>
  );
}

function PhoneTop({ onShortcuts }: { onShortcuts(): void }) {
  const about = useAbout();
  return (
    <header className={styles.top}>
      <Logo size={28} />
      <span className={styles.company}>{about.data?.companyName ?? 'Otklik'}</span>
      <UserMenu small onShortcuts={onShortcuts} />
    </header>
  );
}

function useGoing(showHelp: () => void): void {
  const t = useFrameWords();
  const go = useNavigate();
  const may = useMay();
  useShortcuts([
    { keys: 'g h', does: t('go_home'), run: () => go('/admin') },
    { keys: 'g t', does: t('go_tickets'), run: () => go('/admin/tickets') },
    { keys: 'g c', does: t('go_clients'), run: () => go('/admin/clients') },
    { keys: 'g i', does: t('go_invoices'), run: () => go('/admin/invoices') },
    ...(may('settings.write')
      ? [{ keys: 'g s', does: t('go_settings'), run: () => go('/admin/settings') }]
      : []),
    { keys: '/', does: t('find'), run: () => go('/admin/tickets/search') },
    { keys: 'c', does: t('new_ticket'), run: () => go('/admin/tickets/new') },
    { keys: '?', does: t('show_shortcuts'), run: showHelp },
  ]);
}
