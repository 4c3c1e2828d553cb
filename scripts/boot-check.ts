/** Boots what was built on a new data folder and walks the sign-up over HTTP, as a program of somebody else's would. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { me } from '../contract/session.ts';
import { registerByTelegram, shareContact, signUpState, verifyCode } from '../contract/sign-up.ts';
import { type Product, startProduct } from '../testing/product.ts';
import { complain, type Outcome } from './report.ts';
import { section } from './steps.ts';

const phone = '+79991234567';
const telegramId = 123456789;

/** Each step of the walk counts as one check; the first that fails ends it. */
export async function checkBoot(): Promise<Outcome> {
  section('Boot of what was built, and a sign-up');
  const outcome: Outcome = { passed: 0, failed: 0, complaints: [] };
  let product: Product | undefined;

  async function step<T>(sentence: string, work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      outcome.passed += 1;
      console.log(`✓ ${sentence}`);
      return result;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      complain(outcome, `${sentence}: ${reason}`);
      console.log(`✗ ${sentence}: ${reason}`);
      throw new Stopped();
    }
  }

  try {
    product = await step('it starts on a new data folder', () =>
      startProduct({ script: 'scripts/start.mjs' }),
    );
    await walk(product, step);
    const { dataDir } = product;
    const before = product;
    await step('it ends by itself when asked to', async () => expectEqual(await before.stop(), 0));
    const again = await step('it starts again on the same folder', () =>
      startProduct({ script: 'scripts/start.mjs', dataDir }),
    );
    await again.stop();
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  } finally {
    await product?.remove();
  }
  return outcome;
}

class Stopped extends Error {}

type Step = <T>(sentence: string, work: () => Promise<T>) => Promise<T>;

async function walk(product: Product, step: Step): Promise<void> {
  const { origin } = product;
  await step('the page is served', async () => {
    const page = await (await fetch(origin, { headers: { accept: 'text/html' } })).text();
    if (!page.includes('<script')) throw new Error(`this is not the page: ${page.slice(0, 200)}`);
  });
  const { begun, cookie } = await step('a sign-up begins with a name', async () => {
    const response = await post(`${origin}${registerByTelegram.path}`, { name: 'Анна' });
    const reply = registerByTelegram.reply.parse(await response.json());
    return { begun: reply, cookie: cookiesOf(response) };
  });
  const { sessionId } = begun;
  await step('a contact without the secret is refused', async () => {
    const body = { sessionId, phone, telegramId };
    expectEqual((await send(`${origin}${shareContact.path}`, body)).status, 401);
  });
  await step('a contact with the secret of the sandbox is taken', async () => {
    const file = path.join(product.dataDir, 'secrets', 'bot-secret');
    const authorization = `Bearer ${readFileSync(file, 'utf8').trim()}`;
    const body = { sessionId, phone, telegramId, telegramUsername: 'test_user' };
    await post(`${origin}${shareContact.path}`, body, { authorization });
  });
  await step('the browser hears that the code was sent', async () => {
    const url = `${origin}/auth/telegram/check-status`;
    let status = await checkStatus(url, sessionId, cookie);
    for (let tries = 0; status !== 'code_sent' && tries < 100; tries += 1) {
      await delay(50);
      status = await checkStatus(url, sessionId, cookie);
    }
    expectEqual(status, 'code_sent');
  });
  const code = await step('the sandbox prints the code', async () => {
    return (await product.waitForOutput(/←[^\n]*(?<!\d)(\d{6})(?!\d)/))[1] ?? '';
  });
  const token = await step('the code opens a session', async () => {
    const response = await post(`${origin}${verifyCode.path}`, { sessionId, code }, { cookie });
    return verifyCode.reply.parse(await response.json()).token;
  });
  await step('the client is who signed up', async () => {
    const response = await fetch(`${origin}${me.path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const viewer = me.reply.parse(await response.json());
    expectEqual(`${viewer.kind} ${viewer.name}`, 'client Анна');
  });
}

async function checkStatus(url: string, sessionId: string, cookie: string): Promise<string> {
  const response = await post(url, { sessionId }, { cookie });
  return signUpState.parse(await response.json()).status;
}

async function post(
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const response = await send(url, body, headers);
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response;
}

function send(url: string, body: unknown, headers: Record<string, string> = {}) {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

function expectEqual(found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`${String(found)} instead of ${String(wanted)}`);
}
