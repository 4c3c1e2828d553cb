/** The stage of every flow: a running product, phones, browsers that are watched, and time that can be moved. */
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { type Product, startProduct } from '../testing/product.ts';
import { newPhone, type Phone, type Telegram, telegramAt } from './phone.ts';

export { expect };

interface Stage {
  product: Product;
  telegram: Telegram;
  /** Anna's, who has never met the bot. */
  phone: Phone;
  makePhone(person?: Parameters<typeof newPhone>[1]): Promise<Phone>;
  /** A page in another browser: with cookies and storage of its own. */
  elsewhere(): Promise<Page>;
  /** Names a complaint of the browser that belongs to the flow; any other fails the test. */
  allow(complaint: RegExp): void;
  /** Moves the time of the server and of the page together; the page needs `page.clock.install()` first. */
  pass(milliseconds: number, page: Page): Promise<void>;
}

interface Watch {
  watched: Watched;
}

interface Watched {
  watch(context: BrowserContext): void;
  allowed: RegExp[];
}

export const test = base.extend<Stage & Watch, { shared: Product }>({
  shared: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what is asked for from the braces
    async ({}, use) => {
      const product = await startProduct({ script: 'testing/movable-product.ts' });
      await use(product);
      await product.remove();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  product: async ({ shared }, use) => {
    // All flows come from one address, and many of them as Olga.
    await shared.renewLimits();
    // What is counted in memory alone has windows of a minute.
    await shared.advance(61_000);
    await use(shared);
  },
  baseURL: async ({ product }, use) => use(product.origin),
  telegram: async ({ product }, use) => {
    const telegram = telegramAt(product.origin);
    await use(telegram);
    await telegram.recover();
  },
  makePhone: async ({ product }, use) =>
    use((person = anotherAnna()) => newPhone(product.origin, person)),
  phone: async ({ makePhone }, use) => use(await makePhone()),
  watched: [
    async ({ context }, use) => {
      const complaints: string[] = [];
      const allowed: RegExp[] = [];
      const watch = (one: BrowserContext) => {
        one.on('weberror', (thrown) => complaints.push(`thrown: ${thrown.error().stack}`));
        one.on('console', (message) => {
          if (message.type() !== 'error' && message.type() !== 'warning') return;
          complaints.push(`${message.text()} (${message.location().url})`);
        });
      };
      watch(context);
      await use({ watch, allowed });
      const unexpected = complaints.filter((one) => !allowed.some((pattern) => pattern.test(one)));
      expect(unexpected, 'The browser has nothing to complain about').toEqual([]);
    },
    { auto: true },
  ],
  allow: async ({ watched }, use) => use((complaint) => watched.allowed.push(complaint)),
  elsewhere: async ({ browser, watched, contextOptions, baseURL }, use) => {
    const opened: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext({ ...contextOptions, baseURL });
      opened.push(context);
      watched.watch(context);
      return context.newPage();
    });
    for (const context of opened) await context.close();
  },
  pass: async ({ product }, use) =>
    use(async (milliseconds, page) => {
      await product.advance(milliseconds);
      await page.clock.fastForward(milliseconds);
    }),
});

let annas = 0;

/** On the page with the phones each must have a name of its own. */
function anotherAnna() {
  annas += 1;
  return { firstName: 'Анна', lastName: `${annas}-я` };
}
