/** Begins a sign-up: a name is given, a link comes back. */
import { toDataURL } from 'qrcode';
import type { Language } from '../../../contract/person.ts';
import { readCompany } from '../../company/company.ts';
import { describeBrowser } from '../../platform/browser.ts';
import { newId, newSecret } from '../../platform/ids.ts';
import { takeFromLimits } from '../../platform/limits.ts';
import type { Platform } from '../../platform/platform.ts';
import { hashSecret } from '../../platform/secrets.ts';
import { consentText } from './consent.ts';
import { insertSignUp } from './sign-up.queries.ts';
import { replaceSignUp } from './sign-up-end.ts';
import { registerLimits } from './sign-up-limits.ts';

export interface Beginning {
  /** As `personName` leaves it. */
  name: string;
  language: Language;
  userAgent?: string;
  /** What the browser already has; a new secret is made when it has none. */
  browserSecret?: string;
  /** A sign-up of this browser whose place the new one takes. */
  replaces?: string;
  address: string;
  botUsername: string;
}

export interface Begun {
  sessionId: string;
  telegramLink: string;
  /** A PNG data URL. */
  qrCode: string;
  browserSecret: string;
  expiresAt: Date;
}

/** Throws `request.too_many` before anything is stored. Beginning is the consent: its text stands beside the button. */
export async function beginSignUp(platform: Platform, given: Beginning): Promise<Begun> {
  const { database, secrets, config } = platform;
  await takeFromLimits(database.handle, secrets, { limits: registerLimits, who: given.address });
  const company = await readCompany(database.handle, platform);
  const sessionId = newHandle(platform);
  const browserSecret = given.browserSecret ?? newSecret();
  const browser = describeBrowser(given.userAgent);
  const fresh = {
    id: newId(),
    handleHash: hashSecret(sessionId),
    browserHash: hashSecret(browserSecret),
    name: given.name,
    language: given.language,
    browserFamily: browser.family,
    browserSystem: browser.system,
    consentVersion: company.consentVersion,
    consentText: consentText(company, given.language),
  };
  const signUp = await database.transaction(async (tx) => {
    if (given.replaces !== undefined) {
      await replaceSignUp(tx, platform, { sessionId: given.replaces, browserSecret });
    }
    return insertSignUp(tx, fresh);
  });
  const telegramLink = `${config.telegram.linkRoot}/${given.botUsername}?start=${sessionId}`;
  const qrCode = await toDataURL(telegramLink, { margin: 2, scale: 5 });
  return { sessionId, telegramLink, qrCode, browserSecret, expiresAt: signUp.expiresAt };
}

/** `tg_<ms>_<43 characters>`: 60 of the at most 64 that a `start` parameter may have. */
function newHandle({ clock }: Platform): string {
  return `tg_${clock.now().getTime()}_${newSecret()}`;
}
