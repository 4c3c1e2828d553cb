import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestPlatform, testPlatform } from '../../testing/platform.ts';
import { deleteEndedLimits, limitAddress, takeFromLimits } from './limits.ts';
import { rateLimits } from './platform.tables.ts';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await testPlatform();
});
afterAll(() => platform.close());

const limits = [{ name: 'test.minute', count: 3, seconds: 60 }];
const take = (who: string) =>
  takeFromLimits(platform.database.handle, platform.secrets, { limits, who });

test('so many are allowed in a window, then it says how long to wait, then it begins anew', async () => {
  for (let use = 0; use < 3; use++) await take('Anna');
  await expect(take('Anna')).rejects.toMatchObject({
    code: 'request.too_many',
    details: { retryAfter: 60 },
  });
  await platform.advance(59_000);
  await expect(take('Anna')).rejects.toMatchObject({ code: 'request.too_many' });
  await platform.advance(2_000);
  await expect(take('Anna')).resolves.toBeUndefined();
});

test('many at once are counted exactly', async () => {
  const results = await Promise.allSettled(Array.from({ length: 50 }, () => take('a crowd')));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
});

test('one caller does not use up what another has', async () => {
  for (let use = 0; use < 3; use++) await take('one');
  await expect(take('other')).resolves.toBeUndefined();
});

test('what is kept names nobody, and goes when its window has ended', async () => {
  await take('+79991234567');
  const kept = await platform.database.handle.select().from(rateLimits);
  expect(JSON.stringify(kept)).not.toContain('9991234567');
  await platform.advance(61_000);
  await deleteEndedLimits(platform.database.handle);
  expect(await platform.database.handle.select().from(rateLimits)).toEqual([]);
});

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['::ffff:cb00:7107', '0:0:0:0:0:ffff:cb00:7107'],
  ['203.0.113.7:50123', '203.0.113.7'],
  ['[2001:db8:1:2::9]:50123', '2001:db8:1:2'],
])('the address %s is counted as %s', (ip, counted) => {
  expect(limitAddress(ip)).toBe(counted);
});
