/** Tokens of programs, however many there have been: what works is seen, so that it can be revoked. */
import { isNull, type SQL } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { scopes } from '../../contract/permissions.ts';
import * as contract from '../../contract/staff.ts';
import { type Desk, type DeskStaff, openDesk } from '../../testing/desk.ts';
import { databaseNow } from '../platform/clock.ts';
import { newId, newSecret } from '../platform/ids.ts';
import { hashSecret } from '../platform/secrets.ts';
import { integrationTokens } from './staff.tables.ts';

const longest = '🏢'.repeat(64);

let desk: Desk;
let admin: DeskStaff;
beforeAll(async () => {
  desk = await openDesk();
  admin = await desk.addStaff({ name: longest, role: 'admin' });
});
afterAll(() => desk?.close());
beforeEach(() => desk.confirm(admin));

function makes() {
  const body = { name: longest, scopes };
  return desk.call(admin, contract.makeIntegrationToken, { body });
}

async function listed() {
  const { body } = await desk.call(admin, contract.integrationTokens);
  expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(100_000);
  return body.items;
}

/** As if they had been made; making each would only take longer. */
async function keeps(count: number, given: { revokedAt?: SQL } = {}) {
  await desk.platform.database.handle.insert(integrationTokens).values(
    Array.from({ length: count }, () => ({
      ...{ id: newId(), name: longest, scopes: [...scopes], madeBy: admin.id },
      ...{ hash: hashSecret(newSecret()), usedAt: databaseNow, ...given },
    })),
  );
}

test('a token that works is listed first, however many were made and revoked since', async () => {
  const { id } = (await makes()).body;
  await keeps(250, { revokedAt: databaseNow });
  const [first, ...others] = await listed();
  expect(first?.id).toBe(id);
  expect(others.length).toBeGreaterThan(0);
  expect(others.every(({ revokedAt }) => revokedAt)).toBe(true);
});

test('there is an end to them, also when several are made at once; revoking one makes room', async () => {
  const handle = desk.platform.database.handle;
  const room = 3;
  const working = await handle.$count(integrationTokens, isNull(integrationTokens.revokedAt));
  await keeps(contract.mostTokens - room - working);
  const answers = await Promise.all(Array.from({ length: room + 3 }, makes));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(room);
  expect(answers.filter(({ error }) => error?.code === 'settings.too_many')).toHaveLength(3);
  const shown = (await listed()).filter(({ revokedAt }) => !revokedAt);
  expect(shown).toHaveLength(contract.mostTokens);
  const params = { tokenId: shown[0]?.id ?? '' };
  await desk.call(admin, contract.revokeIntegrationToken, { params });
  expect((await makes()).status).toBe(200);
  expect((await makes()).error?.code).toBe('settings.too_many');
});
