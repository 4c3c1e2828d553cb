/** What a stolen copy of the database gives: nothing that opens a sign-up or a session. */
import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp, testBotSecret } from '../testing/app.ts';
import { DeskBrowser } from '../testing/sign-up.ts';
import { until } from '../testing/until.ts';
import { rows } from './platform/database.ts';

const name = 'Канарейка';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app?.close());

test('no code, link, cookie or token is stored, with the code on its way, delivered and used', async () => {
  const browser = new DeskBrowser(app.http);
  const phone = app.sandbox.addPhone({ firstName: 'Anna', phoneNumber: '79997654321' });
  const sessionId = await browser.register(name);
  const secrets = [app.sandbox.token, testBotSecret, sessionId, ...browser.cookies.values()];
  app.sandbox.start(phone.id, sessionId);
  await until(app, () => expect(app.sandbox.chat(phone.id).keyboard).toBeDefined());
  app.sandbox.faults.add({ method: 'sendMessage', action: 'error', code: 500 });
  app.sandbox.shareContact(phone.id);
  await until(app, async () => {
    expect((await browser.status(sessionId)).json()).toMatchObject({ status: 'code_sent' });
  });
  const onItsWay = await everythingStored();
  app.sandbox.faults.clear();
  const code = await until(app, () => {
    const found = /"copyText":"(\d{6})"/.exec(JSON.stringify(app.sandbox.chat(phone.id).messages));
    expect(found).not.toBeNull();
    return found?.[1] ?? '';
  });
  const delivered = await everythingStored();
  const answer = await browser.verify(sessionId, code);
  expect(answer.statusCode).toBe(200);
  secrets.push(answer.json().token, ...browser.cookies.values());
  const used = await everythingStored();

  const digest = createHash('sha256').update(code).digest();
  // A code is so short that an id could hold it by chance: it is looked for as a value of its own.
  const forms = [`"${code}"`, `${code} `, digest.toString('hex'), digest.toString('base64url')];
  const parts = secrets.flatMap((secret) => [secret, secret.slice(-40)]);
  const hidden = [...forms, ...parts].flatMap((text) => [text, Buffer.from(text).toString('hex')]);
  for (const stored of [onItsWay, delivered, used]) {
    expect(stored).toContain(name);
    expect(hidden.filter((secret) => stored.includes(secret))).toEqual([]);
  }
});

/** Every column of every table; bytes as hexadecimal digits. */
async function everythingStored(): Promise<string> {
  const { handle } = app.platform.database;
  const tables = await rows<{ name: string }>(
    handle,
    sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  expect(tables.map((table) => table.name)).toEqual(
    expect.arrayContaining(['sign_ups', 'sessions', 'notices', 'telegram_updates']),
  );
  const all: string[] = [];
  for (const table of tables) {
    const query = sql`select row_to_json(t)::text as row from ${sql.identifier(table.name)} t`;
    all.push(...(await rows<{ row: string }>(handle, query)).map(({ row }) => row));
  }
  return all.join('\n');
}
