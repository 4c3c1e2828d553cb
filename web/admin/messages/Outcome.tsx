/** What became of a message for one client, in a word and where it helps in a sentence. */
import type { MessageOutcome, outcomeReasons } from '../../../contract/custom-messages.ts';
import { Badge, type BadgeTone } from '../../ui/Badge.tsx';
import { useMessagesWords } from './messages-words.ts';

const tones: Record<MessageOutcome, BadgeTone> = {
  waiting: 'cool',
  delivered: 'tint',
  perhaps_twice: 'tint',
  uncertain: 'warm',
  unreachable: 'warm',
  not_connected: 'hollow',
  skipped: 'hollow',
  failed: 'bad',
  cancelled: 'plain',
};

export function Outcome({ state }: { state: MessageOutcome }) {
  const t = useMessagesWords();
  return <Badge tone={tones[state]}>{t(`state_${state}`)}</Badge>;
}

export function useReason() {
  const t = useMessagesWords();
  return (reason: (typeof outcomeReasons)[number] | undefined) => reason && t(`reason_${reason}`);
}
