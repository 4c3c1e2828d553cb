/** Where a ticket stands, in a word and a colour. */
import type { Status } from '../../contract/ticket-shapes.ts';
import { Badge, type BadgeTone } from './Badge.tsx';
import { useUiWords } from './ui-words.ts';

interface StatusBadgeProps {
  status: Status;
  /** Who reads it: "waiting for the client" is "waiting for you" to the client. */
  reader?: 'staff' | 'client';
}

export function StatusBadge({ status, reader = 'staff' }: StatusBadgeProps) {
  const say = useStatusWord(reader);
  return <Badge tone={tones[status]}>{say(status)}</Badge>;
}

const tones: Record<Status, BadgeTone> = {
  open: 'cool',
  in_progress: 'tint',
  waiting: 'warm',
  resolved: 'plain',
  closed: 'hollow',
};

/** The word for a status, as the reader sees it. */
export function useStatusWord(reader: 'staff' | 'client' = 'staff'): (status: Status) => string {
  const t = useUiWords();
  return (status) =>
    status === 'waiting' && reader === 'client'
      ? t('status_waiting_client')
      : t(`status_${status}`);
}
