/** What people have chosen to hear is heeded when a notice is written; nothing disappears. */
import { expect, test } from 'vitest';
import type { QuietHours } from '../../contract/notices.ts';
import { anna, boris, type Ledger, news, openLedger, shareLedgerDatabase } from './ledger-test.ts';
import { type NewNotice, readNoticePreferences, saveNoticePreferences } from './notifications.ts';

shareLedgerDatabase();

const client = { kind: 'client', id: 'anna' } as const;
const toAnna = (text: string, more: Partial<NewNotice> = {}) =>
  news(anna, text, { person: client, topic: 'tickets', ...more });

async function choose(
  { platform }: Ledger,
  given: Partial<Parameters<typeof saveNoticePreferences>[2]>,
) {
  await platform.database.transaction((tx) =>
    saveNoticePreferences(tx, client, { modes: {}, quietHours: null, ...given }),
  );
}

/** An hour that has begun a while ago and lasts two hours more. */
function quietNow({ platform }: Ledger, how: QuietHours['how']): QuietHours {
  const time = (hours: number) =>
    new Date(platform.clock.now().getTime() + hours * 3600_000).toISOString().slice(11, 16);
  return { from: time(-1), to: time(2), timeZone: 'UTC', how };
}

test('What a person has switched off is written, has ended with a reason, and is not sent', async () => {
  const ledger = await openLedger();
  await choose(ledger, { modes: { tickets: 'off' } });
  const off = await ledger.deliver(toAnna('Closed', { secret: '123456' }));
  expect(off).toMatchObject({
    state: 'skipped',
    reason: 'preferences.off',
    waiting: false,
    settledAt: expect.any(Date),
  });
  const other = await ledger.deliver(toAnna('An answer', { topic: 'answers' }));
  expect(other).toMatchObject({ state: 'delivered' });
  expect(ledger.channel.texts()).toEqual(['An answer']);
});

test('The choices of one person are not those of another, nor of staff with the same chat', async () => {
  const ledger = await openLedger();
  await choose(ledger, { modes: { tickets: 'off' } });
  await ledger.deliver(toAnna('To staff', { person: { kind: 'staff', id: 'anna' } }));
  await ledger.deliver(
    news(boris, 'To Boris', { person: { kind: 'client', id: 'boris' }, topic: 'tickets' }),
  );
  expect(ledger.channel.texts()).toEqual(['To staff', 'To Boris']);
});

test('A kind without a sound comes without a sound', async () => {
  const ledger = await openLedger();
  await choose(ledger, { modes: { tickets: 'silent' } });
  await ledger.deliver(toAnna('Closed'));
  await ledger.deliver(toAnna('An answer', { topic: 'answers' }));
  expect(ledger.channel.sent.map(({ silent }) => silent)).toEqual([true, false]);
});

test('In quiet hours news has no sound, but what is urgent or was asked for has', async () => {
  const ledger = await openLedger();
  await choose(ledger, { quietHours: quietNow(ledger, 'silent') });
  await ledger.deliver(toAnna('News'));
  await ledger.deliver(toAnna('Urgent', { urgent: true }));
  await ledger.deliver(toAnna('Done', { topic: undefined }));
  expect(ledger.channel.sent.map(({ text, silent }) => [text.text, silent])).toEqual([
    ['News', true],
    ['Urgent', false],
    ['Done', false],
  ]);
});

test('What quiet hours hold waits until they end; codes and what is urgent do not', async () => {
  const ledger = await openLedger();
  await choose(ledger, { quietHours: quietNow(ledger, 'held') });
  const held = await ledger.deliver(toAnna('News'));
  expect(held).toMatchObject({ state: 'queued', waiting: true, tries: 0 });
  await ledger.deliver(toAnna('Urgent', { urgent: true }));
  await ledger.deliver(toAnna('123456', { rank: 'code' }));
  expect(ledger.channel.texts()).toEqual(['Urgent', '123456']);
  await ledger.pass(2 * 3600);
  expect(ledger.channel.texts()).toEqual(['Urgent', '123456', 'News']);
  await ledger.deliver(toAnna('By day'));
  expect(ledger.channel.texts()).toHaveLength(4);
});

test('News that leaves only after the quiet hours is not held by them', async () => {
  const ledger = await openLedger();
  await choose(ledger, { quietHours: quietNow(ledger, 'held') });
  const later = new Date(ledger.platform.clock.now().getTime() + 3 * 3600_000);
  const { id } = await ledger.deliver(toAnna('Later', { notBefore: later }));
  await ledger.pass(2.5 * 3600);
  expect((await ledger.find(id)).state).toBe('queued');
  await ledger.pass(0.6 * 3600);
  expect((await ledger.find(id)).state).toBe('delivered');
});

test('Choices are kept, replaced, and gone when everything is to be heard again', async () => {
  const ledger = await openLedger();
  const { handle } = ledger.platform.database;
  const quietHours = quietNow(ledger, 'silent');
  await choose(ledger, { modes: { tickets: 'off', answers: 'on' }, quietHours });
  expect(await readNoticePreferences(handle, client)).toEqual({
    modes: { tickets: 'off' },
    quietHours,
  });
  await choose(ledger, { modes: { answers: 'silent' } });
  expect(await readNoticePreferences(handle, client)).toEqual({
    modes: { answers: 'silent' },
    quietHours: null,
  });
  await choose(ledger, { modes: { answers: 'on' } });
  expect(await readNoticePreferences(handle, client)).toEqual({ modes: {}, quietHours: null });
});
