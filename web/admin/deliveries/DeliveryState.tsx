/** Where a message stands, in a word and a colour; and why, in a sentence. */
import type { DeliveryRow } from '../../../contract/deliveries.ts';
import { useLanguage } from '../../lib/i18n.ts';
import { useTimeZone } from '../../lib/time-zone.ts';
import { exactly } from '../../lib/when.ts';
import { Badge, type BadgeTone } from '../../ui/Badge.tsx';
import { useDeliveriesWords } from './deliveries-words.ts';

const tones: Record<DeliveryRow['state'], BadgeTone> = {
  queued: 'cool',
  sending: 'cool',
  uncertain: 'warm',
  unreachable: 'warm',
  delivered: 'tint',
  failed: 'bad',
  expired: 'plain',
  cancelled: 'hollow',
  skipped: 'hollow',
  folded: 'tint',
};

export function DeliveryState({ state }: Pick<DeliveryRow, 'state'>) {
  const t = useDeliveriesWords();
  return <Badge tone={tones[state]}>{t(`state_${state}`)}</Badge>;
}

type Why = NonNullable<DeliveryRow['why']>;

/** Our words for a reason. */
export function useWhy(): (why: Why) => string {
  const t = useDeliveriesWords();
  return ({ code, seconds, words }) => {
    if (code === 'too_many' && seconds !== undefined) return t('why_too_many_seconds', { seconds });
    return code === 'unknown' && words ? words : t(`why_${code}`);
  };
}

/** What it waits for. */
export function useWaits(): (waits: NonNullable<DeliveryRow['waits']>) => string {
  const t = useDeliveriesWords();
  const language = useLanguage();
  const timeZone = useTimeZone();
  return ({ because, until }) =>
    t(`waits_${because}`, { until: until ? exactly(until, { language, timeZone }) : '' });
}
