/** A message to oneself, to see that news arrives. */
import { readCompany } from '../../company/company.ts';
import { enqueueNotices, findNotice, type NoticeState } from '../../notifications/notifications.ts';
import { CodedError } from '../../platform/errors.ts';
import { takeFromLimits } from '../../platform/limits.ts';
import type { Platform } from '../../platform/platform.ts';
import { testNotice } from './connect.notices.ts';
import { testLimits } from './connect-limits.ts';
import type { Owner } from './connect-link.ts';
import { findConnection } from './connection.ts';

/** Throws `request.too_many` and `telegram.not_connected`. */
export async function sendTest(
  platform: Platform,
  { person, language }: Owner,
): Promise<{ noticeId: string; state: NoticeState }> {
  const { database, secrets } = platform;
  const who = `${person.kind}:${person.id}`;
  await takeFromLimits(database.handle, secrets, { limits: testLimits, who });
  const noticeId = await database.transaction(async (tx) => {
    const connection = await findConnection(tx, person);
    if (!connection) throw new CodedError('telegram.not_connected');
    const { name: company } = await readCompany(tx, platform);
    const { chatId } = connection;
    const [id = ''] = await enqueueNotices(tx, platform, [
      testNotice({ person, chatId, company, language }),
    ]);
    return id;
  });
  const notice = await findNotice(database.handle, noticeId);
  return { noticeId, state: notice?.state ?? 'queued' };
}
