import { expect, test } from 'vitest';
import type { TestPlatform } from '../../testing/platform.ts';
import { secretsFrom } from '../platform/secrets.ts';
import {
  anna,
  emptyDatabase,
  news,
  openLedger,
  readEverything,
  shareLedgerDatabase,
} from './ledger-test.ts';
import { notices } from './notifications.tables.ts';
import {
  cancelNotices,
  closeLane,
  enqueueNotices,
  type NewNotice,
  reopenLane,
  secretPlaceholder,
} from './notifications.ts';
import { blocked, tooMany, uncertain } from './scripted-channel.ts';

shareLedgerDatabase();

const code = '482913';
const lane = { channel: 'telegram' as const, address: anna };

function codeNotice(more: Partial<NewNotice> = {}): NewNotice {
  const hole = secretPlaceholder(code.length);
  return news(anna, `Your code: ${hole}. Tell nobody.`, {
    kind: 'sign_up.code',
    rank: 'code',
    text: {
      text: `Your code: ${hole}. Tell nobody.`,
      entities: [{ type: 'code', offset: 11, length: code.length }],
    },
    keyboard: { inline: [[{ text: 'Copy', action: { copy: hole } }]] },
    secret: code,
    subject: { kind: 'sign_up', id: '7' },
    ...more,
  });
}

test('A secret stands in its place in text and copy button, and its entity still covers it', async () => {
  const { channel, deliver } = await openLedger();
  await deliver(codeNotice());
  const [message] = channel.sent;
  const entity = message?.text.entities?.[0];
  expect(message?.text.text).toBe('Your code: 482913. Tell nobody.');
  expect(message?.text.text.slice(entity?.offset, 11 + code.length)).toBe(code);
  expect(message?.keyboard).toEqual({ inline: [[{ text: 'Copy', action: { copy: code } }]] });
});

test('A waiting secret is sealed, and erased once it is sent', async () => {
  const { platform, enqueue, worker } = await openLedger();
  await platform.database.transaction((tx) => closeLane(tx, lane, 'away'));
  await enqueue(codeNotice());
  const waiting = await readEverything(platform);
  expect(waiting).toContain('sign_up.code');
  expect(waiting).not.toContain(code);
  expect(await countSealed(platform)).toBe(1);
  await platform.database.transaction((tx) => reopenLane(tx, platform, lane));
  await worker.idle();
  expect(await readEverything(platform)).not.toContain(code);
  expect(await countSealed(platform)).toBe(0);
  expect(platform.logged.join()).not.toContain(code);
});

test('A code that may have arrived, or could not, is erased; one that must wait is kept', async () => {
  for (const [answer, kept] of [
    [uncertain, 0],
    [blocked, 0],
    [{ kind: 'failed', reason: 'Bad Request' } as const, 0],
    [tooMany(60), 1],
  ] as const) {
    const { channel, deliver, platform, worker } = await openLedger();
    channel.answer(anna, answer);
    await deliver(codeNotice());
    await worker.stop();
    expect(await countSealed(platform)).toBe(kept);
  }
});

test('Cancelling and expiring erase the secret', async () => {
  const { platform, enqueue, pass } = await openLedger();
  await platform.database.transaction((tx) => closeLane(tx, lane, 'away'));
  await enqueue(
    codeNotice(),
    codeNotice({ subject: { kind: 'sign_up', id: '8' }, lifeSeconds: 60 }),
  );
  const subject = { kind: 'sign_up', id: '7' };
  await platform.database.transaction((tx) => cancelNotices(tx, { subject }));
  expect(await countSealed(platform)).toBe(1);
  await pass(61);
  expect(await countSealed(platform)).toBe(0);
});

test('A code sealed with another master secret fails with a reason instead of being sent', async () => {
  const on = await emptyDatabase();
  const { platform, worker, channel, find } = await openLedger({ on });
  const [id = ''] = await on.database.transaction((tx) =>
    enqueueNotices(tx, { ...platform, secrets: secretsFrom('another') }, [codeNotice()]),
  );
  await worker.idle();
  expect(channel.sent).toEqual([]);
  expect(await find(id)).toMatchObject({ state: 'failed', reason: 'secret.unreadable' });
});

async function countSealed({ database }: { database: TestPlatform['database'] }) {
  const found = await database.handle.select({ sealed: notices.sealed }).from(notices);
  return found.filter(({ sealed }) => sealed !== null).length;
}
