/** Whether news reaches one in Telegram, in a word. */
import { Badge, type BadgeTone } from '../Badge.tsx';
import type { TelegramStatus } from './own-telegram.ts';
import { useTelegramWords } from './telegram-words.ts';

export function TelegramBadge({ status }: { status: TelegramStatus | undefined }) {
  const t = useTelegramWords();
  return (
    <span aria-live="polite">
      {status && <Badge tone={tones[status.state]}>{t(`state_${status.state}`)}</Badge>}
    </span>
  );
}

const tones: Record<TelegramStatus['state'], BadgeTone> = {
  none: 'plain',
  connected: 'tint',
  blocked: 'warm',
};
