/** A person's initials on a colour that stays theirs. Decoration: the name stands beside it. */
import type { CSSProperties } from 'react';
import { hueOf, initials } from '../lib/person.ts';
import styles from './Avatar.module.css';

interface AvatarProps {
  name: string;
  /** What the colour is taken from, where names may change or repeat. */
  id?: string | undefined;
  size?: number;
}

export function Avatar({ name, id = name, size = 32 }: AvatarProps) {
  return (
    <span
      className={styles.avatar}
      aria-hidden="true"
      style={{ '--hue': hueOf(id), '--size': `${size}px` } as CSSProperties}
      data-initials={initials(name)}
    />
  );
}
