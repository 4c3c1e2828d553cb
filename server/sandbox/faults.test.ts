import type { Message } from '@grammyjs/types';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TestClock } from '../../testing/clock.ts';
import { botOf, type TestBot } from './bot-test.ts';
import type { Phone } from './phones.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

let clock: TestClock;
let sandbox: Sandbox;
let bot: TestBot;
let anna: Phone;

beforeEach(async () => {
  clock = new TestClock(new Date());
  sandbox = await startSandbox({ store: ':memory:', clock });
  bot = botOf(sandbox);
  anna = sandbox.addPhone({ firstName: 'Anna' });
  sandbox.start(anna.id);
});
afterEach(() => sandbox.stop());

function hello(phone = anna) {
  return bot.call('sendMessage', { chat_id: phone.telegramId, text: 'Hello' });
}

function received(): number {
  return sandbox.chat(anna.id).messages.filter(({ from }) => from === 'bot').length;
}

describe('An ordered fault', () => {
  it('answers with its error as often as it was ordered, and the message does not arrive', async () => {
    sandbox.faults.add({
      method: 'sendmessage',
      action: 'error',
      code: 429,
      retryAfter: 7,
      times: 2,
    });
    for (let index = 0; index < 2; index++) {
      expect(await hello()).toEqual({
        ok: false,
        error_code: 429,
        description: 'Too Many Requests: retry after 7',
        parameters: { retry_after: 7 },
      });
    }
    expect(received()).toBe(0);
    expect(sandbox.faults.list()).toEqual([]);
    expect(await hello()).toMatchObject({ ok: true });
  });

  it('meets only the calls that it names', async () => {
    const olga = sandbox.addPhone({ firstName: 'Olga' });
    sandbox.start(olga.id);
    sandbox.faults.add({ method: 'sendMessage', phoneId: olga.id, action: 'error' });
    expect(await hello()).toMatchObject({ ok: true });
    expect(await hello(olga)).toMatchObject({
      error_code: 500,
      description: 'Internal Server Error',
    });
    expect(await bot.call('getMe')).toMatchObject({ ok: true });
    sandbox.faults.clear();
    expect(await hello(olga)).toMatchObject({ ok: true });
  });

  it('drops the line before the effect', async () => {
    sandbox.faults.add({ action: 'drop', times: 1 });
    await expect(hello()).rejects.toThrow('fetch failed');
    expect(received()).toBe(0);
  });

  it('drops the line after the effect, so that the bot cannot know', async () => {
    sandbox.faults.add({ action: 'drop', mode: 'after', times: 1 });
    await expect(hello()).rejects.toThrow('fetch failed');
    expect(received()).toBe(1);
    expect(sandbox.calls().at(-1)).toMatchObject({ fault: 'drop' });
    expect(sandbox.calls().at(-1)).not.toHaveProperty('status');
  });

  it('answers 502 with a body that is not JSON, after the effect', async () => {
    sandbox.faults.add({ action: 'bad_gateway', mode: 'after' });
    const response = await bot.request(`sendMessage?chat_id=${anna.telegramId}&text=Hello`);
    expect(response.status).toBe(502);
    expect(await response.text()).toBe('502 Bad Gateway\n');
    expect(received()).toBe(1);
  });

  it('answers 504 as well, before the effect', async () => {
    sandbox.faults.add({ action: 'bad_gateway', code: 504 });
    const response = await bot.request(`sendMessage?chat_id=${anna.telegramId}&text=Hello`);
    expect(response.status).toBe(504);
    expect(await response.text()).toBe('504 Gateway Timeout\n');
    expect(received()).toBe(0);
  });

  it('names the id that a chat has from now on', async () => {
    sandbox.faults.add({ action: 'error', chatId: anna.telegramId, migrateTo: -100123 });
    expect(await hello()).toEqual({
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: -100123 },
    });
    expect(await bot.call('getMe')).toMatchObject({ ok: true });
  });

  it('hangs until the caller gives up', async () => {
    sandbox.faults.add({ action: 'hang', mode: 'after' });
    const left = new AbortController();
    const path = `sendMessage?chat_id=${anna.telegramId}&text=Hello`;
    const asked = bot.request(path, { signal: left.signal });
    await vi.waitFor(() => expect(received()).toBe(1));
    left.abort();
    await expect(asked).rejects.toThrow();
  });

  it('hangs no longer than the server runs', async () => {
    const other = await startSandbox({ store: ':memory:', clock });
    other.faults.add({ action: 'hang' });
    const asked = botOf(other).call('getMe');
    await vi.waitFor(() => expect(other.calls()).toHaveLength(1));
    await Promise.all([expect(asked).rejects.toThrow(), other.stop()]);
  });

  it('answers late', async () => {
    sandbox.faults.add({ action: 'delay', delayMs: 5000 });
    const asked = bot.result<Message>('sendMessage', { chat_id: anna.telegramId, text: 'Hello' });
    await vi.waitFor(() => expect(clock.sleeping).toBe(1));
    expect(received()).toBe(0);
    clock.tick(5000);
    expect(await asked).toMatchObject({ text: 'Hello' });
  });
});
