/** Why a notice stands where it stands: our own notes and Telegram's words, sorted for people. */
import type { DeliveryReason } from '../../contract/deliveries.ts';

export interface Why {
  code: DeliveryReason;
  seconds?: number;
  words?: string;
}

const known: readonly [RegExp, DeliveryReason][] = [
  [/^preferences\.off/, 'preferences_off'],
  [/^not connected/, 'not_connected'],
  [/^connected elsewhere/, 'connected_elsewhere'],
  [/^(not\.visible|not\.theirs|no longer)/, 'not_visible'],
  [/quiet/, 'quiet_hours'],
  [/^superseded/, 'superseded'],
  [/^(cancelled\.staff|withdrawn)/, 'cancelled_by_staff'],
  [/^retried/, 'retried'],
  [/^lane\.reopened/, 'lane_reopened'],
  [/^lease\.lost/, 'lease_lost'],
  [/^secret\.unreadable/, 'secret_unreadable'],
  [/^restored/, 'restored'],
  [/^many_unreachable/, 'chat_not_found'],
  [/^rate_limit/, 'too_many'],
  [/^connect$/, 'no_connection'],
  [/^server$/, 'telegram_failed'],
  [/bot was blocked|^blocked/i, 'blocked'],
  [/deactivated/i, 'deactivated'],
  [/chat not found/i, 'chat_not_found'],
  [/^403/, 'not_allowed'],
  [/too many requests|^429/i, 'too_many'],
  [/^(refused: )?(401|404|421)|logged out|unauthorized/i, 'token_refused'],
  [/^(refused: )?409/, 'conflict'],
  [/^no connection|redirects/i, 'no_connection'],
  [/^no answer|^no\.answer|not JSON|^channel\.broke|connection broke/i, 'no_answer'],
  [/^5\d\d/, 'telegram_failed'],
  [/^400/, 'message_refused'],
  [/^(late|send\.too_slow|not\.written|check\.failed)/i, 'slow'],
  [/^notice\.malformed/, 'defect'],
];

/** Nothing where nothing is known. What has expired tells what it had waited for. */
export function explain(reason: string | undefined): Why | undefined {
  if (reason === undefined) return undefined;
  const [, , before] = /^expired(\.\w+)?(?:: (.*))?$/s.exec(reason) ?? [];
  const words = before ?? reason;
  if (before === undefined && reason.startsWith('expired')) return { code: 'expired' };
  const code = known.find(([pattern]) => pattern.test(words))?.[1] ?? 'unknown';
  const [, seconds] = /retry after (\d{1,9})/i.exec(words) ?? [];
  return { code, words, ...(seconds !== undefined && { seconds: Number(seconds) }) };
}
