/** The sections on a phone: a bar within the thumb's reach, and a sheet with the rest. */
import { Drawer, UnstyledButton } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { NavLink } from 'react-router';
import { useUiWords } from '../../ui/ui-words.ts';
import { useFrameWords } from './frame-words.ts';
import { InvoiceCount } from './InvoiceCount.tsx';
import { sections } from './navigation.ts';
import styles from './PhoneNav.module.css';
import { Sections } from './SideNav.tsx';
import { TicketCount } from './TicketCount.tsx';
import { useMay } from './viewer.ts';

const atHand = sections.filter(({ group }) => group === 'work');
const atHandNames = atHand.map(({ name }) => name);

export function PhoneNav() {
  const t = useFrameWords();
  const ui = useUiWords();
  const may = useMay();
  const [open, setOpen] = useState(false);
  const more = sections.some(({ group, needs }) => group === 'manage' && may(needs));
  return (
    <nav className={styles.bar} aria-label={t('navigation')}>
      {atHand.map(({ name, to, icon: Icon }) => (
        <NavLink key={name} to={to} end={name === 'home'} className={styles.item}>
          <span className={styles.icon}>
            <Icon size={22} stroke={1.8} aria-hidden="true" />
            {name === 'tickets' && (
              <span className={styles.count}>
                <TicketCount />
              </span>
            )}
            {name === 'invoices' && (
              <span className={styles.count}>
                <InvoiceCount />
              </span>
            )}
          </span>
          {t(name)}
        </NavLink>
      ))}
      {more && (
        <UnstyledButton
          className={styles.item}
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
        >
          <span className={styles.icon}>
            <IconDots size={22} stroke={1.8} aria-hidden="true" />
          </span>
          {t('more')}
        </UnstyledButton>
      )}
      <Drawer
        opened={open}
        onClose={() => setOpen(false)}
        position="bottom"
        size="auto"
        title={t('manage')}
        closeButtonProps={{ 'aria-label': ui('close') }}
        classNames={{ content: styles.sheet ?? '' }}
      >
        <div className={styles.links}>
          <Sections leave={atHandNames} onGo={() => setOpen(false)} />
        </div>
      </Drawer>
    </nav>
  );
}
