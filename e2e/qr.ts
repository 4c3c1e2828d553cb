/** The camera of a phone: reads the link out of the picture on the page. */
import { expect, type Locator } from '@playwright/test';
import { codesOf } from '../testing/pdf.ts';

export async function linkInPicture(picture: Locator): Promise<string> {
  await expect(picture).toBeVisible();
  const [code = ''] = await codesOf(new Uint8Array(await picture.screenshot()));
  return code;
}
