import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../testing/database.ts';
import { rows } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { settleRestored } from './after-restore.ts';
import type { Manifest } from './manifest.ts';

const manifest = { createdAt: '2026-11-21T10:00:00.000Z' } as Manifest;
let opened: TestDatabase;

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());

test('a backup that was taken while notices were held is restored as the operator says now', async () => {
  expect(await heldAfter({ release: false })).toBe('restored');
  expect(await heldAfter({ release: true })).toBeNull();
  // A hold that Telegram has asked for is not ours to lift.
  await opened.database.handle.execute(sql`update send_buckets set
    hold_until = otklik_now() + interval '1 hour', hold_reason = 'flood'`);
  expect(await heldAfter({ release: true })).toBe('flood');
});

async function heldAfter({ release }: { release: boolean }): Promise<string | null | undefined> {
  const { database } = opened;
  const told = { manifest, entry: newId(), lastInvoice: 0, release };
  await database.transaction((tx) => settleRestored(tx, told));
  const [bucket] = await rows<{ reason: string | null }>(
    database.handle,
    sql`select hold_reason as reason from send_buckets where channel = 'telegram'`,
  );
  return bucket?.reason;
}
