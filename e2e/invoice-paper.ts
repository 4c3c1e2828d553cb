/** Reads an invoice as machines do: the words of its PDF, and the code that a bank's app scans from a page. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { pagesOf } from '../server/invoices/paper-test.ts';
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
  const wasm = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } });
  const [code] = await readBarcodes(new Uint8Array(picture), { formats: ['QRCode'] });
  return code?.text ?? '';
}

/** Sums are written with spaces that do not break. */
export function plain(text: string): string {
  return text.replace(/\s+/g, ' ');
}
