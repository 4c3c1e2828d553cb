/** A ticket that was found, with the words that fit marked. */
import { Link } from 'react-router';
import type { Reply } from '../../../contract/endpoint.ts';
import type { searchTickets } from '../../../contract/tickets.ts';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { When } from '../../ui/When.tsx';
import { useQueueWords } from './queue-words.ts';
import styles from './SearchPage.module.css';

type Found = Reply<typeof searchTickets>['items'][number];

export function Hit({ hit, chosen }: { hit: Found; chosen(): void }) {
  const t = useQueueWords();
  const { ticket } = hit;
  return (
    <li className={styles.hit}>
      <div className={styles.hitHead}>
        <span className={styles.number}>{t('number', { number: ticket.number })}</span>
        <Link
          data-hit
          className={styles.hitLink}
          to={`/admin/tickets/${ticket.number}`}
          onClick={chosen}
        >
          <Marked pieces={hit.subject} />
        </Link>
      </div>
      {hit.excerpt && (
        <p className={styles.excerpt}>
          <Marked pieces={hit.excerpt} />
        </p>
      )}
      <div className={styles.hitFoot}>
        <StatusBadge status={ticket.status} />
        <span className={styles.hitClient}>{ticket.client.name}</span>
        <When at={ticket.updatedAt} form="short" />
      </div>
    </li>
  );
}

function Marked({ pieces }: { pieces: Found['subject'] }) {
  let at = 0;
  return pieces.map(({ text, hit }) => {
    const key = at;
    at += text.length;
    return hit ? <mark key={key}>{text}</mark> : <span key={key}>{text}</span>;
  });
}
