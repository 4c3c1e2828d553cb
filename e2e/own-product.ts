/** The stage with a product of its own, for flows in which days pass. */
import { type Product, startProduct } from '../testing/product.ts';
import { test as base } from './test.ts';

export const test = base.extend<{ product: Product }, { shared: Product }>({
  shared: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what is asked for from the braces
    async ({}, use) => {
      const product = await startProduct({
        script: 'testing/movable-product.ts',
        environment: { TIME_ZONE: 'Europe/Moscow' },
      });
      await use(product);
      await product.remove();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  product: async ({ shared }, use) => use(shared),
});
