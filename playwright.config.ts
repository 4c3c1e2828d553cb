import { defineConfig, devices } from '@playwright/test';
import { findBrowser } from './testing/browser.ts';

const browser = await findBrowser();

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/flows',
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  // A tour looks at thirty screens, on whatever machine there is.
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/flows.json' }]],
  use: {
    ...devices['Desktop Chrome'],
    locale: 'ru-RU',
    // Motion is drawn by the processor here: without it the flows take two thirds of the time.
    contextOptions: { reducedMotion: 'reduce' },
    // A trace films every page, which costs as much as the flow itself: TRACE=1 asks for it.
    trace: process.env.TRACE === '1' ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: browser.executablePath,
      env: browser.env,
      // Playwright's own arguments suit; those that come with the package are for a cloud function.
      args: ['--no-sandbox'],
    },
  },
});
