/** A person or the bot as a coloured disc with letters. */
import { initials } from '../lib/person.ts';
import styles from './Avatar.module.css';
import { inkOn } from './person.ts';

interface AvatarProps {
  name: string;
  color?: string;
  size?: number;
}

export function Avatar({ name, color = '#155e50', size = 40 }: AvatarProps) {
  return (
    <span
      className={styles.avatar}
      style={{
        width: size,
        height: size,
        fontSize: size * 0.4,
        background: color,
        color: inkOn(color),
      }}
      // Drawn by the style, so that the letters are no part of any name or text.
      data-letters={initials(name)}
      aria-hidden="true"
    />
  );
}
