/** What a sign-in of staff has to say in their own chat. */
import {
  cancelNotices,
  enqueueNotices,
  type Lane,
  secretPlaceholder,
} from '../notifications/notifications.ts';
import type { Tx } from '../platform/database.ts';
import { words } from '../platform/i18n.ts';
import type { Platform } from '../platform/platform.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';
import { challengeMinutes, type Member } from './sign-in.queries.ts';

const say = words({ en, ru });

/** Sends the code; the one before goes out no more. The ledger keeps it sealed. */
export async function sendSignInCode(
  tx: Tx,
  platform: Platform,
  { member, lane, code, browser }: { member: Member; lane: Lane; code: string; browser: string },
): Promise<void> {
  const { id, language } = member;
  const subject = { kind: 'staff_sign_in', id };
  await cancelNotices(tx, { subject, reason: 'code.replaced' });
  const hidden = secretPlaceholder(code.length);
  const text = [
    say(language, 'sign_in.code', { code: hidden }),
    say(language, 'sign_in.browser', { browser }),
    '',
    say(language, 'sign_in.warning'),
  ].join('\n');
  const copy = say(language, 'button.copy');
  await enqueueNotices(tx, platform, [
    {
      lane,
      person: { kind: 'staff', id },
      kind: 'staff.sign_in_code',
      rank: 'code',
      text: {
        text,
        entities: [{ type: 'code', offset: text.indexOf(hidden), length: code.length }],
      },
      keyboard: { inline: [[{ text: copy, action: { copy: hidden } }]] },
      secret: code,
      subject,
      lifeSeconds: challengeMinutes * 60,
    },
  ]);
}
