/** Reads an invoice as machines do: the words of its PDF, and the code that a bank's app scans from a page. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { codesOf, pagesOf } from '../testing/pdf.ts';
import { expect } from './test.ts';

/** All words of a PDF, in one line with plain spaces. */
export async function wordsOf(pdf: Buffer): Promise<string> {
  expect(pdf.subarray(0, 4).toString()).toBe('%PDF');
  return plain((await pagesOf(pdf)).join(' '));
}

/** Presses the button that gives out a file, and reads what the browser keeps. */
export async function kept(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button, exact: true }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** What the code on the page says to whoever scans it. */
export async function scanned(page: Page, name: string): Promise<string> {
  const picture = await page.getByRole('img', { name }).screenshot();
  const [code = ''] = await codesOf(new Uint8Array(picture));
  return code;
}

/** Sums are written with spaces that do not break. */
export function plain(text: string): string {
  return text.replace(/\s+/g, ' ');
}
