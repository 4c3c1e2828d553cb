/** A message to oneself through everything that news passes: the ledger, its worker, Telegram. */

import type { StaffViewer } from '../../identity/identity.ts';
import { enqueueNotices, rich } from '../../notifications/notifications.ts';
import type { Tx } from '../../platform/database.ts';
import { CodedError } from '../../platform/errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { findConnection, laneOf } from '../connections/connection.ts';
import { sayInTelegram } from '../words.ts';

/** Nobody waits longer than this for a test. */
const lifeSeconds = 600;

/** Gives the notice's id. Throws `self_test.not_connected`. */
export async function sendSelfTest(
  tx: Tx,
  platform: Platform,
  { id, language }: StaffViewer,
): Promise<string> {
  const person = { kind: 'staff' as const, id };
  const connection = await findConnection(tx, person);
  if (!connection) throw new CodedError('self_test.not_connected');
  const [notice = ''] = await enqueueNotices(tx, platform, [
    {
      lane: laneOf(connection.chatId),
      person,
      kind: 'telegram.self_test',
      rank: 'answer',
      text: rich(sayInTelegram(language, 'self_test.text')),
      lifeSeconds,
    },
  ]);
  return notice;
}
