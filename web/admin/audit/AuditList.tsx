/** The entries, each as a sentence with what it was about and what changed. */

import type { audit } from '../../../contract/audit.ts';
import type { Reply } from '../../../contract/endpoint.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { When } from '../../ui/When.tsx';
import styles from './AuditList.module.css';
import { useAuditWords } from './audit-words.ts';
import { Changes } from './Changes.tsx';

export type AuditEntry = Reply<typeof audit>['items'][number];

export function AuditList({ entries }: { entries: readonly AuditEntry[] }) {
  return (
    <ol className={styles.list}>
      {entries.map((entry) => (
        <li key={entry.id} className={styles.row}>
          <Avatar name={entry.actor.name} id={entry.actor.id} size={34} />
          <Told entry={entry} />
        </li>
      ))}
    </ol>
  );
}

function Told({
  entry: { at, action, actor, subject, changes, address, browser },
}: {
  entry: AuditEntry;
}) {
  const t = useAuditWords();
  // A program's is not known.
  const place = [browser === 'unknown' ? '' : browser, address].filter(Boolean).join(', ');
  const aboutSelf = subject?.id === actor.id;
  return (
    <div className={styles.told}>
      <p className={styles.sentence}>
        <b className={styles.actor}>{actor.name}</b>
        {actor.kind !== 'staff' && (
          <span className={styles.dim}> ({t(`actor_${actor.kind}`)})</span>
        )}
        <span className={styles.dim}> — </span>
        {t(`did_${action}`)}
        {subject && !aboutSelf && <span className={styles.subject}>: {subject.label}</span>}
      </p>
      <Changes changes={changes} />
      <p className={styles.dim}>
        <When at={at} />
        {place && ` · ${place}`}
      </p>
    </div>
  );
}
