/** One entry: a bubble with its head, or a line that tells of a change. */
import { IconLock } from '@tabler/icons-react';
import type { Entry } from '../../../contract/ticket-shapes.ts';
import { SafeText } from '../SafeText.tsx';
import styles from './Conversation.module.css';
import type { SeenBy } from './Conversation.tsx';
import { useConversationWords } from './conversation-words.ts';
import { Edited } from './Edited.tsx';
import { EventLine } from './EventLine.tsx';
import { FileList } from './FileChip.tsx';
import { useTimes } from './times.ts';

interface EntryViewProps {
  entry: Entry;
  goesOn: boolean;
  seenBy: SeenBy;
  /** The ticket in which the reader may see what edited entries said before. */
  versionsIn?: string | undefined;
}

export function EntryView({ entry, goesOn, seenBy, versionsIn }: EntryViewProps) {
  if (entry.kind === 'event') return <EventLine entry={entry} seenBy={seenBy} />;
  const clients = entry.author.kind === 'client';
  return (
    <article
      className={styles.bubble}
      data-kind={entry.kind}
      data-mine={seenBy === 'client' ? clients : !clients}
    >
      {!goesOn && <Head entry={entry} />}
      {entry.text && (
        <div className={styles.text}>
          <SafeText>{entry.text}</SafeText>
        </div>
      )}
      {entry.files && entry.files.length > 0 && (
        <div className={styles.files}>
          <FileList files={entry.files} />
        </div>
      )}
      {entry.editedAt && <Edited entry={entry} editedAt={entry.editedAt} ticketId={versionsIn} />}
    </article>
  );
}

function Head({ entry }: { entry: Entry }) {
  const t = useConversationWords();
  const { timeOf, momentOf } = useTimes();
  const { author, source, fromTicket } = entry;
  return (
    <header className={styles.head}>
      <span className={styles.author}>
        {author.kind === 'system' ? author.name || t('system') : author.name}
      </span>
      {entry.kind === 'note' && (
        <span className={styles.noteMark}>
          <IconLock size={13} aria-hidden />
          {t('note')}
        </span>
      )}
      <span className={styles.about}>
        {author.kind === 'token' && `${t('by_token')} · `}
        {fromTicket !== undefined && `${t('from_ticket', { number: fromTicket })} · `}
        {source === 'telegram' && `${t('via_telegram')} · `}
        {source === 'api' && `${t('via_api')} · `}
        <time dateTime={entry.at} title={momentOf(entry.at)}>
          {timeOf(entry.at)}
        </time>
      </span>
    </header>
  );
}
