import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestClock } from '../../testing/clock.ts';
import { botOf } from './bot-test.ts';
import { type Limiter, newLimiter } from './limiter.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

const clock = new TestClock(new Date('2026-11-20T10:00:00Z'));

describe('Telegram limits', () => {
  let limiter: Limiter;
  beforeEach(() => {
    limiter = newLimiter(clock, () => {});
  });

  function takes(count: number, chatOf: (index: number) => number): void {
    for (let index = 0; index < count; index++) limiter.take(chatOf(index));
  }

  function passes(chat: number): boolean {
    try {
      limiter.take(chat);
      return true;
    } catch {
      return false;
    }
  }

  it('let five messages to one chat through, then one a second', () => {
    takes(5, () => 1);
    expect(() => limiter.take(1)).toThrow('Too Many Requests: retry after 1');
    limiter.take(2);
    clock.tick(1000);
    limiter.take(1);
    expect(() => limiter.take(1)).toThrow('retry after 1');
  });

  it('let thirty a second through for the whole bot', () => {
    takes(30, (index) => index + 1);
    expect(() => limiter.take(99)).toThrow('retry after 1');
    clock.tick(100);
    takes(3, (index) => index + 100);
    expect(() => limiter.take(99)).toThrow('retry after 1');
  });

  it('let twenty a minute through for a group', () => {
    // One a second, as a chat allows: 20 from the bucket, and every third second another one.
    let sent = 0;
    for (let second = 0; second < 60; second++) {
      if (passes(-1)) sent++;
      clock.tick(1000);
    }
    expect(sent).toBe(39);
  });

  it('are off when they are switched off', () => {
    limiter.off();
    takes(1000, () => 1);
    limiter.on();
    takes(5, () => 1);
    expect(() => limiter.take(1)).toThrow('retry after');
  });
});

describe('A message over the limit', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox({ store: ':memory:', clock });
  });
  afterEach(() => sandbox.stop());

  it('is refused with the seconds in the body and in the header, and reaches nobody', async () => {
    const anna = sandbox.addPhone({ firstName: 'Anna' });
    sandbox.start(anna.id);
    const bot = botOf(sandbox);
    const query = new URLSearchParams({ chat_id: String(anna.telegramId), text: 'Hello' });
    for (let index = 0; index < 5; index++) await bot.request(`sendMessage?${query}`);
    const response = await bot.request(`sendMessage?${query}`);
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.json()).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    });
    expect(sandbox.chat(anna.id).messages).toHaveLength(6);
  });
});
