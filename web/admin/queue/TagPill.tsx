/** A tag: its name on its colour. */
import type { TicketRow } from '../../../contract/ticket-shapes.ts';
import styles from './TagPill.module.css';

type Tag = TicketRow['tags'][number];

export function TagPill({ tag }: { tag: Tag }) {
  return (
    <span className={styles.tag} data-colour={tag.colour} title={tag.name}>
      {tag.name}
    </span>
  );
}

/** As many as fit in a row, and how many more there are. */
export function TagPills({ tags, most = 2 }: { tags: readonly Tag[]; most?: number }) {
  if (tags.length === 0) return null;
  const rest = tags.slice(most);
  return (
    <span className={styles.tags}>
      {tags.slice(0, most).map((tag) => (
        <TagPill key={tag.id} tag={tag} />
      ))}
      {rest.length > 0 && (
        <span
          className={`${styles.tag} ${styles.rest}`}
          title={rest.map(({ name }) => name).join(', ')}
        >
          +{rest.length}
        </span>
      )}
    </span>
  );
}
