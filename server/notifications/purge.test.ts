import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { rows } from '../platform/database.ts';
import { anna, boris, news, openLedger, shareLedgerDatabase } from './ledger-test.ts';
import { closeLane, deleteOldNotices, findNotice } from './notifications.ts';

shareLedgerDatabase();

test('What has ended half a year ago is forgotten with its tries; what waits or ended later is kept', async () => {
  const { platform, deliver, enqueue, pass } = await openLedger();
  const { database } = platform;
  const old = await deliver(news(anna, 'Old'));
  const receipt = await deliver(news(anna, 'Read', { subject: { kind: 'letter', id: '1' } }));
  await database.transaction((tx) => closeLane(tx, news(boris, '').lane, 'away'));
  const [waiting = ''] = await enqueue(news(boris, 'Waits', { lifeSeconds: 400 * 86_400 }));
  await pass(100 * 86_400);
  const later = await deliver(news(anna, 'Later'));
  await deleteOldNotices(database.handle);
  expect(await findNotice(database.handle, old.id)).toBeDefined();
  await pass(81 * 86_400);
  await deleteOldNotices(database.handle, { kept: ['letter'] });
  expect(await findNotice(database.handle, receipt.id)).toBeDefined();
  expect(await findNotice(database.handle, old.id)).toBeUndefined();
  expect(await findNotice(database.handle, later.id)).toBeDefined();
  expect(await findNotice(database.handle, waiting)).toBeDefined();
  const tries = await rows<{ id: string }>(
    database.handle,
    sql`select notice_id as id from notice_tries`,
  );
  expect(tries.map(({ id }) => id).toSorted()).toEqual([receipt.id, later.id].toSorted());
});
