/** A moment: how long ago or ahead it is, with the exact time for whoever points at it. */
import { useLanguage } from '../lib/i18n.ts';
import { useNow } from '../lib/now.ts';
import { useTimeZone } from '../lib/time-zone.ts';
import { exactly, relative, shortDay } from '../lib/when.ts';
import { useUiWords } from './ui-words.ts';

interface WhenProps {
  /** ISO 8601. */
  at: string;
  /** `exact`: day and time in full. */
  form?: 'relative' | 'short' | 'exact';
  className?: string | undefined;
}

export function When({ at, form = 'relative', className }: WhenProps) {
  const t = useUiWords();
  const language = useLanguage();
  const timeZone = useTimeZone();
  const now = useNow();
  const exact = exactly(at, { language, timeZone });
  return (
    <time dateTime={at} title={exact} className={className}>
      {form === 'exact' ? exact : spoken()}
    </time>
  );

  function spoken(): string {
    const near = relative(at, { now, language, short: form === 'short' });
    if (!near) return shortDay(at, { now, language, timeZone });
    return 'now' in near ? t('now') : near.text;
  }
}
