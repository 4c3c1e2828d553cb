/** Why something stands where it stands, for the words that there are. */
import { expect, test } from 'vitest';
import { explain } from './reason.ts';

test.each([
  ['403 Forbidden: bot was blocked by the user', 'blocked'],
  ['blocked by the person', 'blocked'],
  ['403 Forbidden: user is deactivated', 'deactivated'],
  ["403 Forbidden: bot can't initiate conversation with a user", 'not_allowed'],
  ['400 Bad Request: chat not found', 'chat_not_found'],
  ['429 Too Many Requests: retry after 17', 'too_many'],
  ['rate_limit', 'too_many'],
  ['500 Internal Server Error', 'telegram_failed'],
  ['No connection (ECONNREFUSED).', 'no_connection'],
  ['connect', 'no_connection'],
  ['No answer in time.', 'no_answer'],
  ['no.answer', 'no_answer'],
  ['The answer was not JSON.', 'no_answer'],
  ['lease.lost', 'lease_lost'],
  ['401 Unauthorized', 'token_refused'],
  ['refused: 401 Unauthorized', 'token_refused'],
  ['refused: 409 Conflict: terminated by other getUpdates request', 'conflict'],
  ['400 Bad Request: message is too long', 'message_refused'],
  ['secret.unreadable', 'secret_unreadable'],
  ['preferences.off', 'preferences_off'],
  ['not connected', 'not_connected'],
  ['connected elsewhere', 'connected_elsewhere'],
  ['superseded', 'superseded'],
  ['cancelled.staff', 'cancelled_by_staff'],
  ['withdrawn', 'cancelled_by_staff'],
  ['expired', 'expired'],
  ['expired.queued', 'expired'],
  ['expired.unreachable: 403 Forbidden: bot was blocked by the user', 'blocked'],
  ['something quite new', 'unknown'],
])('“%s” is %s', (reason, code) => {
  expect(explain(reason)?.code).toBe(code);
});

test('how long Telegram asks to wait is told', () => {
  expect(explain('429 Too Many Requests: retry after 10072')?.seconds).toBe(10_072);
  expect(explain(undefined)).toBeUndefined();
});
