import { afterEach, expect, test, vi } from 'vitest';
import type { ErrorCode } from '../../contract/errors.ts';
import { alone } from './browser.ts';
import { ApiError, NetworkError } from './errors.ts';
import { makeSession, type SessionTools } from './session.ts';

const channels: BroadcastChannel[] = [];
afterEach(() => {
  for (const channel of channels.splice(0)) channel.close();
});

test('two tabs that need a token at the same time trade the cookie one after the other', async () => {
  let running = 0;
  let most = 0;
  let traded = 0;
  const refresh = async () => {
    most = Math.max(most, ++running);
    await Promise.resolve();
    running -= 1;
    return `token-${++traded}`;
  };
  const browser = aBrowser();
  const [first, second] = [browser.tab({ refresh }), browser.tab({ refresh })];
  const tokens = await Promise.all([first.refresh(), second.refresh(), first.refresh()]);
  expect(most).toBe(1);
  expect(tokens[0]).toBe(tokens[2]);
  expect([first.standing(), second.standing()]).toEqual(['in', 'in']);
});

test('a tab whose neighbour has just refreshed takes over that token', async () => {
  const refresh = vi.fn(async () => 'fresh');
  const browser = aBrowser();
  const [first, second] = [browser.tab({ refresh }), browser.tab({ refresh })];
  await first.refresh();
  await vi.waitFor(() => expect(second.token()).toBe('fresh'));
  expect(await second.refresh('stale')).toBe('fresh');
  expect(refresh).toHaveBeenCalledTimes(1);
});

test('a token that the server has refused is traded even though it is still held', async () => {
  let traded = 0;
  const tab = aBrowser().tab({ refresh: async () => `token-${++traded}` });
  await tab.refresh();
  expect(await tab.refresh('token-1')).toBe('token-2');
});

test.each(['session.required', 'session.ended'] as const)(
  'a refused refresh (%s) signs this tab out and forgets the hint',
  async (code) => {
    const browser = aBrowser();
    const tab = browser.tab({ refresh: async () => Promise.reject(refusal(401, code)) });
    tab.signedIn('old');
    expect(await tab.refresh('old')).toBeUndefined();
    expect([tab.standing(), tab.token(), browser.hint]).toEqual(['out', undefined, false]);
  },
);

test('a refresh without an answer says so and signs nobody out', async () => {
  const browser = aBrowser();
  const tab = browser.tab({ refresh: async () => Promise.reject(new NetworkError('cut')) });
  tab.signedIn('old');
  await expect(tab.refresh('old')).rejects.toThrow(NetworkError);
  expect([tab.standing(), tab.token(), browser.hint]).toEqual(['in', 'old', true]);
});

test('who signs in on another tab while this one is being refused stays signed in', async () => {
  const browser = aBrowser();
  const tab = browser.tab({
    refresh: async () => {
      tab.signedIn('new');
      throw refusal(401, 'session.ended');
    },
  });
  expect(await tab.refresh('old')).toBe('new');
  expect(tab.standing()).toBe('in');
});

test('signing out on one tab signs out all of them', async () => {
  const browser = aBrowser();
  const refresh = async () => 'token';
  const [first, second] = [browser.tab({ refresh }), browser.tab({ refresh })];
  first.signedIn('token');
  await vi.waitFor(() => expect(second.standing()).toBe('in'));
  const heard = vi.fn();
  second.subscribe(heard);
  first.signedOut();
  await vi.waitFor(() => expect(second.standing()).toBe('out'));
  expect(heard).toHaveBeenCalledTimes(1);
});

test('what was loaded before a sign-in, here or on another tab, is of an earlier era', async () => {
  const browser = aBrowser();
  const refresh = async () => 'token';
  const [first, second] = [browser.tab({ refresh }), browser.tab({ refresh })];
  await first.refresh();
  await vi.waitFor(() => expect(second.standing()).toBe('in'));
  const before = second.era();
  const heard = vi.fn();
  second.subscribe(heard);
  first.signedIn('of the next person');
  await vi.waitFor(() => expect(second.token()).toBe('of the next person'));
  expect(second.era()).toBeGreaterThan(before);
  expect(heard).toHaveBeenCalledTimes(1);
});

test('a browser that was never signed in is not asked to refresh', () => {
  const browser = aBrowser();
  const tab = browser.tab({ refresh: async () => 'token' });
  expect(tab.likely()).toBe(false);
  tab.signedIn('token');
  expect(browser.tab({ refresh: async () => 'token' }).likely()).toBe(true);
});

let browsers = 0;

// Locks and channels are the real ones, one name for each browser.
function aBrowser() {
  const name = `session-test-${++browsers}`;
  const browser = {
    hint: false,
    tab({ refresh }: Pick<SessionTools, 'refresh'>) {
      const tabs = new BroadcastChannel(name);
      channels.push(tabs);
      return makeSession({
        refresh,
        alone: (turn, work) => alone(`${name}:${turn}`, work),
        tabs,
        hint: {
          get: () => browser.hint,
          set(signedIn) {
            browser.hint = signedIn;
          },
        },
      });
    },
  };
  return browser;
}

function refusal(status: number, code: ErrorCode): ApiError {
  return new ApiError(status, { error: { code, message: code } });
}
