/** Whose phone: chooses it on a narrow screen, brings it into sight on a wide one, and counts what is unread. */
import { UnstyledButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { SandboxPhone } from '../../contract/sandbox-shapes.ts';
import { Avatar } from './Avatar.tsx';
import { fullName } from './person.ts';
import styles from './Switcher.module.css';
import { useSandboxWords } from './sandbox-words.ts';

interface SwitcherProps {
  phones: SandboxPhone[];
  unread: Record<string, number>;
  chosen: string | undefined;
  choose(phoneId: string): void;
}

export function Switcher({ phones, unread, chosen, choose }: SwitcherProps) {
  const t = useSandboxWords();
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    if (chosen === undefined) return;
    const chip = row.current?.querySelector(`[data-chip="${CSS.escape(chosen)}"]`);
    chip?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [chosen]);
  return (
    <nav className={styles.switcher} aria-label={t('switcher')} ref={row}>
      {phones.map((phone) => {
        const name = fullName(phone);
        const count = unread[phone.id] ?? 0;
        return (
          <UnstyledButton
            key={phone.id}
            className={styles.one}
            data-chip={phone.id}
            aria-label={count > 0 ? `${name}, ${t('unread', { count })}` : name}
            aria-current={phone.id === chosen}
            onClick={() => choose(phone.id)}
          >
            <Avatar name={name} color={phone.color} size={28} />
            <span className={styles.name}>{phone.firstName}</span>
            {/* Drawn by the style: the words for it are in the label. */}
            {count > 0 && <span className={styles.badge} data-count={count} aria-hidden="true" />}
          </UnstyledButton>
        );
      })}
    </nav>
  );
}
