/** A client leaves while notices for them wait and one is being sent: the worker goes on for everybody else. */
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { rows } from '../platform/database.ts';
import { change } from './fold-test.ts';
import { anna, boris, news, openLedger, shareLedgerDatabase } from './ledger-test.ts';
import { closeLane, findNotice, personalData, reopenLane } from './notifications.ts';
import { delivered, scriptedChannel, tooMany } from './scripted-channel.ts';

shareLedgerDatabase();

const gone = {
  id: 'anna',
  ids: ['anna'],
  addresses: [anna],
  subjects: ['a-ticket'],
  words: ['Anna'],
};

const toAnna = { person: { kind: 'client' as const, id: 'anna' } };

test('what is being sent arrives and is forgotten; what waits is gone; others are served, and the lane is free', async () => {
  const channel = scriptedChannel();
  const answered = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  channel.answer(anna, async () => {
    begun.resolve();
    await answered.promise;
    return delivered('1');
  });
  const ledger = await openLedger({ channel });
  const { platform, worker } = ledger;
  const [sending = '', waiting = ''] = await ledger.enqueue(
    news(anna, 'Being sent', toAnna),
    news(anna, 'Waits', toAnna),
  );
  await begun.promise;
  const [ofStaff = ''] = await ledger.enqueue(
    news(anna, 'For staff on the same phone', { person: { kind: 'staff', id: 'olga' } }),
  );
  await platform.database.transaction((tx) => personalData.erase(tx, platform, gone));
  answered.resolve();
  const { state } = await ledger.deliver(news(boris, 'For another'));
  expect(state).toBe('delivered');
  await worker.idle();
  for (const id of [sending, waiting]) {
    expect(await findNotice(platform.database.handle, id)).toBeUndefined();
  }
  expect((await ledger.find(ofStaff)).state).toBe('delivered');
  expect(channel.texts()).not.toContain('Waits');
  const leased = await rows(
    platform.database.handle,
    sql`select from lanes where lease_token is not null`,
  );
  expect(leased).toEqual([]);
  // The person comes back as somebody else: the lane serves again.
  expect((await ledger.deliver(news(anna, 'Welcome'))).state).toBe('delivered');
});

test('a lane with nothing left in it goes, closed or not, and so does what staff are told of the person’s tickets', async () => {
  const ledger = await openLedger();
  const { platform } = ledger;
  await ledger.deliver(news(anna, 'Delivered', toAnna));
  const subject = { kind: 'ticket', id: 'a-ticket' };
  const told = await ledger.deliver(
    news(boris, 'Anna asks', { subject, person: { kind: 'staff', id: 'boris' } }),
  );
  const kept = await ledger.deliver(news(boris, 'Another matter'));
  await platform.database.transaction((tx) => personalData.erase(tx, platform, gone));
  const lanes = await rows<{ address: string }>(
    platform.database.handle,
    sql`select address from lanes`,
  );
  expect(lanes).toEqual([{ address: boris }]);
  expect(await findNotice(platform.database.handle, told.id)).toBeUndefined();
  expect(await findNotice(platform.database.handle, kept.id)).toBeDefined();
});

test('a digest that tells of the person among others goes too, and the others are told of anew', async () => {
  const ledger = await openLedger();
  const { platform, channel, worker } = ledger;
  const staff = { kind: 'staff', id: 'boris' } as const;
  const { lane } = news(boris, '');
  await platform.database.transaction((tx) => closeLane(tx, lane, 'blocked'));
  const [theirs = '', other = ''] = await ledger.enqueue(
    change(boris, 'a-ticket', 'Anna asks', { person: staff }),
    change(boris, 'another', 'Dmitry asks', { person: staff }),
  );
  channel.answer(boris, tooMany(30));
  await platform.database.transaction((tx) => reopenLane(tx, platform, lane));
  await worker.idle();
  const digest = (await ledger.find(theirs)).foldedInto ?? '';
  await platform.database.transaction((tx) => personalData.erase(tx, platform, gone));
  expect(await findNotice(platform.database.handle, digest)).toBeUndefined();
  await ledger.pass(31);
  expect(channel.texts().at(-1)).toBe('#another: Dmitry asks');
  expect((await ledger.find(other)).state).toBe('delivered');
});
