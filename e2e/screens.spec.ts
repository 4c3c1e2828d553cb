/** Pictures of every screen for people to look at, in test-results/screens; each page must fit its width. */
import path from 'node:path';
import { signUpOn } from './sign-up-page.ts';
import { expect, test } from './test.ts';
import { type Tour, tourPortal, tourSandbox, tourSignUp } from './tour.ts';

const folder = path.join(import.meta.dirname, '..', 'test-results', 'screens');
const widths = [360, 1440];

function tourWith({ page, phone, telegram }: Omit<Tour, 'look'>): Tour {
  return { page, phone, telegram, look };

  async function look(screen: string): Promise<void> {
    for (const width of widths) {
      await page.setViewportSize({ width, height: width < 700 ? 740 : 900 });
      const overflow = () =>
        page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      await expect.poll(overflow, `${screen} fits ${width} pixels`).toBeLessThanOrEqual(0);
      await page.screenshot({
        path: path.join(folder, `${screen}-${width}.png`),
        fullPage: true,
        animations: 'disabled',
      });
    }
  }
}

test.beforeEach(({ allow }) => allow(/status of 4\d\d .*\/auth\/(verify|refresh)/));

test('the sign-up fits a telephone and a desk', async ({ page, phone, telegram }) => {
  await tourSignUp(tourWith({ page, phone, telegram }));
});

test('the portal fits a telephone and a desk', async ({ page, phone, telegram }) => {
  await signUpOn(page).signIn(phone);
  await tourPortal(tourWith({ page, phone, telegram }));
});

test('the sandbox fits a telephone and a desk', async ({ page, phone, telegram }) => {
  await tourSandbox(tourWith({ page, phone, telegram }));
});

test('on a telephone the phone that a link names is in sight among the others', async ({
  page,
  makePhone,
}) => {
  for (let others = 0; others < 4; others++) await makePhone();
  const phone = await makePhone();
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto(`/sandbox?phone=${phone.id}`);
  await expect(page.locator(`[data-chip="${phone.id}"]`)).toBeInViewport({ ratio: 1 });
});
