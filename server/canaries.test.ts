/** Plants recognisable secrets, runs sign-ups good and bad, and looks for the secrets in everything that was logged. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/app.ts';
import { openTestDatabase, type TestDatabase } from '../testing/database.ts';
import { DeskBrowser } from '../testing/sign-up.ts';
import { until } from '../testing/until.ts';
import { type Sandbox, startSandbox } from './sandbox/sandbox.ts';

const token = '700000001:AAcanary-canary_canary-canary_canary';
const botSecret = 'canary of the secret of a bot that runs elsewhere';
const name = 'Канарейка';
const username = 'canary_username';

let on: TestDatabase;
let sandbox: Sandbox;
let app: TestApp;
/** What must not be found, by what it is. */
const canaries = new Map<string, string>([
  ['the token of the bot', token],
  ['the part of the token that is secret', token.slice(10)],
  ['BOT_SECRET', botSecret],
  ['the name', name],
  ['the name in a URL', encodeURIComponent(name)],
  ['the username', username],
]);

beforeAll(async () => {
  on = await openTestDatabase();
  sandbox = await startSandbox({ store: ':memory:', clock: on.clock, bot: { token } });
  sandbox.limiter.off();
  app = await startTestApp({ beside: { on, sandbox }, environment: { BOT_SECRET: botSecret } });
});
afterAll(async () => {
  await app?.close();
  await sandbox?.stop();
  await on?.close();
});

let numbers = 0;
async function begin() {
  numbers += 1;
  const phoneNumber = `7999765${4000 + numbers}`;
  const phone = sandbox.addPhone({ firstName: name, username, phoneNumber, languageCode: 'ru' });
  const browser = new DeskBrowser(app.http);
  const sessionId = await browser.register(name);
  plant(`sign-up ${numbers}`, {
    sessionId,
    'random part of sessionId': sessionId.slice(17),
    number: phoneNumber,
    telegramId: String(phone.telegramId),
    ...Object.fromEntries(browser.cookies),
  });
  return { browser, phone, sessionId };
}

type Begun = Awaited<ReturnType<typeof begin>>;

function plant(where: string, secrets: Record<string, string>): void {
  for (const [what, secret] of Object.entries(secrets)) canaries.set(`${what} of ${where}`, secret);
}

const words = ({ phone }: Begun) =>
  sandbox.chat(phone.id).messages.flatMap(({ from, text }) => (from === 'bot' && text) || []);

async function share(begun: Begun): Promise<void> {
  const before = words(begun).length;
  sandbox.start(begun.phone.id, begun.sessionId);
  await until(app, () => expect(words(begun).length).toBeGreaterThan(before));
  sandbox.shareContact(begun.phone.id);
}

async function receiveCode(begun: Begun): Promise<string> {
  const code = await until(app, () => {
    const found = words(begun).findLast((text) => /^\d{6} /.test(text));
    expect(found).toBeDefined();
    return found?.slice(0, 6) ?? '';
  });
  plant(`sign-up of ${begun.sessionId}`, { [`code ${code}`]: code });
  return code;
}

async function signIn(begun: Begun): Promise<string> {
  const answer = await begun.browser.verify(begun.sessionId, await receiveCode(begun));
  expect(answer.statusCode).toBe(200);
  const { token: jwt } = answer.json();
  plant(`sign-up of ${begun.sessionId}`, {
    jwt,
    'end of the jwt': jwt.split('.')[2],
    ...Object.fromEntries(begun.browser.cookies),
    'end of the refresh cookie': begun.browser.cookies.get('otklik_client')?.split('.')[2] ?? '',
  });
  return jwt;
}

async function withBroken(tables: string[], run: () => Promise<void>): Promise<void> {
  const { handle } = app.platform.database;
  const rename = (from: string, to: string) =>
    handle.execute(sql`alter table ${sql.identifier(from)} rename to ${sql.identifier(to)}`);
  for (const table of tables) await rename(table, `${table}_away`);
  try {
    await run();
  } finally {
    for (const table of tables) await rename(`${table}_away`, table);
  }
}

/** Fails for each canary that was logged, by its name: the secret itself is not printed here either. */
function lookForCanaries(): void {
  const logged = app.platform.logged.join('');
  const found = [...canaries].filter(([, secret]) =>
    // A code is so short that an id or a time could hold it by chance.
    /^\d{6}$/.test(secret)
      ? new RegExp(`(?<![\\w-])${secret}(?![\\w-])`).test(logged)
      : logged.includes(secret),
  );
  expect(found.map(([what]) => what)).toEqual([]);
}

test('this test would notice: a canary that is logged on purpose is found', () => {
  expect(lookForCanaries).not.toThrow();
  app.platform.log.info({ careless: name }, 'On purpose.');
  expect(lookForCanaries).toThrow('the name');
  app.platform.logged.pop();
});

test('a sign-up that goes well, from the name to signing out', async () => {
  const begun = await begin();
  await share(begun);
  const jwt = await signIn(begun);
  await app.inject({ url: '/api/me', headers: { authorization: `Bearer ${jwt}` } });
  await begun.browser.post('/auth/refresh', {});
  plant('the refresh', Object.fromEntries(begun.browser.cookies));
  await begun.browser.post('/auth/logout', {});
  lookForCanaries();
});

test('a bot elsewhere, with the right secret and a wrong one', async () => {
  const begun = await begin();
  const { sessionId, phone, browser } = begun;
  sandbox.start(phone.id);
  const body = { sessionId, phone: `+${phone.phoneNumber}`, telegramId: phone.telegramId };
  for (const secret of [botSecret, `${botSecret}x`, '']) {
    const headers = { authorization: `Bearer ${secret}` };
    await browser.post('/telegram/contact', body, headers);
    await browser.post('/telegram/contact', { ...body, phone: `${body.phone}x` }, headers);
    await browser.post('/telegram/contact', `{"phone": ${body.phone}`, headers);
  }
  await signIn(begun);
  lookForCanaries();
});

test('requests that are wrong, with secrets where they do not belong', async () => {
  const begun = await begin();
  const { browser, sessionId, phone } = begun;
  const number = encodeURIComponent(`+${phone.phoneNumber}`);
  const secrets = `sessionId=${sessionId}&phone=${number}&name=${encodeURIComponent(name)}&token=${token}`;
  const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ');
  for (const url of [
    `/auth/telegram/events?${secrets}`,
    `/nowhere/${sessionId}?${secrets}`,
    `/bot${token}/getMe?${secrets}`,
    `/api/me?${secrets}`,
    `/api/events?${secrets}`,
    `/sandbox/t/bot?start=${sessionId}`,
    `/sandbox/api/phones/${sessionId}?${secrets}`,
    `/health?${secrets}`,
    `/metrics?${secrets}`,
    `/%${sessionId}?${secrets}`,
  ]) {
    for (const method of ['GET', 'POST', 'OPTIONS'] as const) {
      const headers = { cookie, authorization: `Bearer ${token}`, 'user-agent': secrets };
      const accept = method === 'GET' ? 'application/json' : '*/*';
      await app.inject({
        method,
        url,
        headers: { ...headers, accept, referer: `http://x/${secrets}` },
      });
    }
  }
  for (const body of [
    `{"sessionId": "${sessionId}", "code": `,
    { sessionId, code: `${phone.phoneNumber}` },
    { sessionId: `${sessionId}\u0000`, code: '123456' },
    { [sessionId]: name },
    sessionId.repeat(2000),
  ]) {
    await browser.post('/auth/verify', body);
    await browser.post('/auth/register/telegram', body);
  }
  await browser.post('/auth/verify', sessionId, { 'content-type': 'text/plain' });
  await browser.post('/auth/verify', sessionId, { 'content-type': `text/${sessionId}` });
  lookForCanaries();
});

test.each([
  ['429', { action: 'error', code: 429, retryAfter: 3, times: 2 }],
  ['500', { action: 'error', code: 500, times: 2 }],
  ['502 without JSON', { action: 'bad_gateway', times: 1 }],
  ['an answer that is lost', { action: 'drop', mode: 'after', times: 1 }],
  ['400 with words of the message', { action: 'error', code: 400, times: 1 }],
] as const)('Telegram answers %s', async (_what, order) => {
  const begun = await begin();
  const description = `Bad Request: ${token}, ${begun.phone.telegramId}, +${begun.phone.phoneNumber}`;
  const calls = () => sandbox.calls().filter(({ fault }) => fault).length;
  const before = calls();
  sandbox.faults.add({ ...order, method: 'sendMessage', description });
  sandbox.start(begun.phone.id, begun.sessionId);
  await until(app, () => expect(calls()).toBeGreaterThan(before));
  sandbox.faults.clear();
  sandbox.faults.add({ ...order, method: 'getUpdates', description });
  sandbox.shareContact(begun.phone.id);
  await receiveCode(begun);
  sandbox.faults.clear();
  lookForCanaries();
});

test('a person who has blocked the bot', async () => {
  const begun = await begin();
  const { sessionId, phone, browser } = begun;
  sandbox.start(phone.id);
  sandbox.block(phone.id);
  const body = { sessionId, phone: `+${phone.phoneNumber}`, telegramId: phone.telegramId };
  await browser.post('/telegram/contact', body, { authorization: `Bearer ${botSecret}` });
  await until(app, async () => {
    expect((await browser.status(sessionId)).json()).toMatchObject({ delivery: 'unreachable' });
  });
  lookForCanaries();
});

test('a database that breaks under a request, an update and a delivery', async () => {
  const begun = await begin();
  const { browser, sessionId, phone } = begun;
  const code = '640912';
  plant('the broken database', { code });
  const failures = () => app.platform.logged.filter((line) => /"level":"(warn|error)"/.test(line));
  const before = failures().length;
  await withBroken(['sign_ups', 'sessions', 'notices', 'lanes'], async () => {
    expect((await browser.verify(sessionId, code)).statusCode).toBe(500);
    await browser.post('/auth/register/telegram', { name });
    await browser.resend(sessionId);
    await app.inject({ url: `/auth/telegram/events?sessionId=${sessionId}` });
    sandbox.start(phone.id, sessionId);
    sandbox.shareContact(phone.id);
    const isParked = () =>
      expect(failures().join('')).toContain('An update has failed five times and is parked.');
    await until(app, isParked, { step: 1000, hasty: true });
  });
  expect(failures().length).toBeGreaterThan(before + 5);
  lookForCanaries();
});
