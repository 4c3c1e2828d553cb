/** Looks at a screen as people meet it: narrow and wide, light and dark, in both languages. */
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Pictures for people to look at, where SCREENS=1 asks for them. */
const pictures = process.env.SCREENS === '1';
/** The CI looks at each screen both ways; `npm test` has less time, and looks at every other screen each way. */
const both = pictures || process.env.CI === 'true';
const folder = path.join(import.meta.dirname, '..', 'test-results', 'screens');

// Words, colours and widths do not depend on one another: two looks have each of them once.
const narrow = {
  width: 360,
  height: 740,
  colorScheme: 'light',
  language: 'ru',
  also: 'en',
} as const;
const wide = { width: 1440, height: 900, colorScheme: 'dark', language: 'en', also: 'ru' } as const;

/**
 * Looks at what is on the screen now: it fits the width in either language, and axe finds nothing to
 * mend. Leaves the page wide, light and Russian; presses nothing.
 */
export async function look(page: Page, screen: string): Promise<void> {
  const one = screen.length % 2 === 0 ? narrow : wide;
  for (const { width, height, colorScheme, language, also } of both ? [narrow, wide] : [one]) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    await speak(page, also);
    await expectToFit(page, `${screen}, ${also}`, width);
    await speak(page, language);
    await expectToFit(page, `${screen}, ${language}`, width);
    if (pictures) {
      await page.screenshot({
        path: path.join(folder, `${screen}-${width}.png`),
        fullPage: true,
        animations: 'disabled',
      });
    }
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode()
      .options({ resultTypes: ['violations'] })
      .analyze();
    const found = violations.map(({ id, nodes }) => ({
      rule: id,
      where: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
    }));
    expect(found, `${screen}, ${language}, ${colorScheme}, ${width}`).toEqual([]);
  }
  await speak(page, 'ru');
  await page.setViewportSize({ width: wide.width, height: wide.height });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

async function expectToFit(page: Page, screen: string, width: number): Promise<void> {
  const overflow = () => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  await expect.poll(overflow, `${screen} fits ${width} pixels`).toBeLessThanOrEqual(0);
}

// Set, and not pressed: a question that a phone asks covers the switch.
async function speak(page: Page, language: 'ru' | 'en'): Promise<void> {
  await page.evaluate(`
    localStorage.setItem('otklik.language', '${language}');
    dispatchEvent(new StorageEvent('storage', { key: 'otklik.language' }));
  `);
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}
