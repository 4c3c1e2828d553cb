/** The real program, with secrets planted: what it prints holds none of them, but for what the sandbox is there to show. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Product, startProduct } from '../testing/product.ts';

const secrets = {
  BOT_SECRET: 'canary-of-the-secret-of-a-bot-that-runs-elsewhere',
  JWT_SECRET: 'canary-of-the-master-secret-of-this-installation',
  METRICS_TOKEN: 'canary-of-the-token-that-reads-the-metrics',
};
const name = 'Канарейка';
const phoneNumber = '79997654321';

let product: Product;
let cookies: Record<string, string> = {};
beforeAll(async () => {
  product = await startProduct({ environment: { ...secrets, LOG_LEVEL: 'debug' } });
});
afterAll(() => product?.remove());

test('a sign-up with Telegram in trouble prints no secret of the browser, the person or the operator', async () => {
  const phone = await ask('/sandbox/api/phones', { firstName: 'Anna', phoneNumber });
  const at = `/sandbox/api/phones/${phone.id}`;
  const { sessionId } = await ask('/auth/register/telegram', { name });
  await ask(`${at}/start`, { parameter: sessionId });
  await until(async () => expect((await ask(at)).keyboard).toBeDefined());
  for (const trouble of [{ code: 500 }, { code: 429, retryAfter: 1 }]) {
    const description = `Oops: ${sessionId}, +${phoneNumber}`;
    const order = { method: 'sendMessage', action: 'error', times: 1, description, ...trouble };
    await ask('/sandbox/api/faults', order);
  }
  await ask(`${at}/contact`, {});
  const code: string = await until(async () => {
    const chat = JSON.stringify((await ask(at)).messages);
    expect(chat).toMatch(/"copyText":"\d{6}"/);
    return /"copyText":"(\d{6})"/.exec(chat)?.[1] ?? '';
  });
  await ask(`/auth/telegram/events?sessionId=${sessionId}x&code=${code}`);
  await ask(`/nowhere?sessionId=${sessionId}&code=${code}`);
  await ask('/auth/verify', { sessionId: `${sessionId}x`, code });
  const browserCookie = cookies.otklik_browser ?? '';
  const { token } = await ask('/auth/verify', { sessionId, code });
  const refreshCookie = cookies.otklik_client ?? '';
  expect([token, browserCookie, refreshCookie]).not.toContain('');
  await ask('/auth/refresh', {});
  await ask('/auth/logout', {});
  await until(async () => expect(printed()).toContain('"route":"/auth/logout"'));
  const canaries = { ...secrets, ...cookies, name, phoneNumber, sessionId, code, token };
  const all = { ...canaries, browserCookie, refreshCookie, bot: '700000001:sandbox' };
  const found = Object.entries(all).filter(([what, secret]) =>
    // A code is so short that an id or a time could hold it by chance.
    what === 'code'
      ? new RegExp(`(?<![\\w-])${secret}(?![\\w-])`).test(printed())
      : secret && printed().includes(secret),
  );
  expect(found.map(([what]) => what)).toEqual([]);
  // The sandbox shows what its phones receive; without it nobody could sign in there.
  expect(product.output()).toMatch(new RegExp(`^📱 Anna ← ${code} `, 'm'));
});

/** Without what the sandbox prints on purpose. */
function printed(): string {
  const shown = /^(📱|For POST \/telegram\/contact: )/;
  return product
    .output()
    .split('\n')
    .filter((line) => !shown.test(line))
    .join('\n');
}

function until<T>(check: () => Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 25_000, interval: 100 });
}

/** GET without a body, POST with one; keeps cookies as a browser does. */
async function ask(path: string, body?: object) {
  const reply = await fetch(product.origin + path, {
    method: body ? 'POST' : 'GET',
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      cookie: Object.entries(cookies)
        .map((pair) => pair.join('='))
        .join('; '),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  for (const cookie of reply.headers.getSetCookie()) {
    const [, key, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (key !== undefined && value !== undefined) cookies = { ...cookies, [key]: value };
  }
  return (await reply.json()) as Record<string, string> & { messages?: object[] };
}
