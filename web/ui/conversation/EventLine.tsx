/** A change between the messages, in one line. */
import { priority } from '../../../contract/settings.ts';
import { type Entry, status } from '../../../contract/ticket-shapes.ts';
import { usePriorityWord } from '../PriorityMark.tsx';
import { useStatusWord } from '../StatusBadge.tsx';
import styles from './Conversation.module.css';
import type { SeenBy } from './Conversation.tsx';
import { useConversationWords } from './conversation-words.ts';
import { useTimes } from './times.ts';

export function EventLine({ entry, seenBy }: { entry: Entry; seenBy: SeenBy }) {
  const { timeOf, momentOf } = useTimes();
  const said = useEventSaid(entry, seenBy);
  const { author } = entry;
  return (
    <div className={styles.event} data-bad={entry.event?.what === 'overdue'}>
      <span>
        {said}
        {author.kind !== 'system' && author.name && ` · ${author.name}`}
        {' · '}
        <time dateTime={entry.at} title={momentOf(entry.at)}>
          {timeOf(entry.at)}
        </time>
      </span>
    </div>
  );
}

function useEventSaid({ event }: Entry, seenBy: SeenBy): string {
  const t = useConversationWords();
  const sayStatus = useStatusWord(seenBy);
  const sayPriority = usePriorityWord();
  if (!event) return '';
  const { what, from, to } = event;
  const nobody = t('nobody');
  const none = t('none');
  switch (what) {
    case 'opened':
      return t('event_opened');
    case 'status':
      return from
        ? t('event_status', { from: statusWord(from), to: statusWord(to) })
        : t('event_status_to', { to: statusWord(to) });
    case 'priority':
      return t('event_priority', { from: priorityWord(from), to: priorityWord(to) });
    case 'assigned':
      return from
        ? t('event_assigned', { from, to: to ?? nobody })
        : t('event_assigned_to', { to: to ?? nobody });
    case 'tags':
      return t('event_tags', { from: from || none, to: to || none });
    case 'subject':
      return t('event_subject', { from: from ?? '', to: to ?? '' });
    case 'merged_here':
      return t('event_merged_here', { number: from ?? to ?? '' });
    case 'merged_away':
      return t('event_merged_away', { number: to ?? from ?? '' });
    case 'rated':
      return t('event_rated', { score: to ?? '' });
    case 'overdue':
      return t(to === 'solution' ? 'event_overdue_solution' : 'event_overdue_first_answer');
  }

  function statusWord(code: string | null): string {
    const known = status.safeParse(code);
    return known.success ? sayStatus(known.data) : (code ?? none);
  }

  function priorityWord(code: string | null): string {
    const known = priority.safeParse(code);
    return known.success ? sayPriority(known.data) : (code ?? none);
  }
}
