/** Where nobody can sign in as an administrator yet, the terminal says how to become the first. */
import { toString as drawQrCode } from 'qrcode';
import { makeSetUpLink } from './identity/identity.ts';
import type { Platform } from './platform/platform.ts';

/** Says the one-time link, and shows it as a QR code for a phone, unless there is an administrator already. */
export async function offerSetUp(
  platform: Pick<Platform, 'database' | 'config'>,
  say: (line: string) => void,
): Promise<void> {
  const made = await makeSetUpLink(platform);
  if (!made) return;
  say('There is no administrator yet. Whoever opens this link becomes the first:');
  say('');
  say(`  ${made.link}`);
  say('');
  // With colours a terminal of any background shows it the right way round; a log cannot hold them.
  const type = process.stdout.isTTY ? 'terminal' : 'utf8';
  say(await drawQrCode(made.link, { type, small: true }));
  say('It works once, for 72 hours; each start makes a new one, and the one before is void.');
  say('');
}
