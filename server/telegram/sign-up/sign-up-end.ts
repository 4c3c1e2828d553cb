/** Ends a sign-up before its time: the person says no, or asks for another link. */
import { cancelNotices } from '../../notifications/notifications.ts';
import type { Tx } from '../../platform/database.ts';
import type { Platform } from '../../platform/platform.ts';
import { hashSecret } from '../../platform/secrets.ts';
import { about } from './sign-up.notices.ts';
import * as queries from './sign-up.queries.ts';
import { isOwn, type Shown } from './sign-up-find.ts';
import { publishSignUp } from './sign-up-topic.ts';

interface End {
  id: string;
  ended: 'declined' | 'taken';
}

/** This link leads nowhere any more. Does nothing when it was over already. */
export async function declineSignUp(tx: Tx, platform: Platform, id: string): Promise<void> {
  await endSignUp(tx, platform, { id, ended: 'declined' });
}

/** A new link takes the place of the browser's own; anything else is left alone. */
export async function replaceSignUp(tx: Tx, platform: Platform, shown: Shown): Promise<void> {
  const signUp = await queries.selectByHandle(tx, hashSecret(shown.sessionId));
  if (!signUp || !isOwn(signUp, shown.browserSecret)) return;
  await endSignUp(tx, platform, { id: signUp.id, ended: 'taken' });
}

/** What follows from an end: no code goes out any more, and the page hears of it. */
export async function tellEnd(tx: Tx, platform: Platform, { id, ended }: End): Promise<void> {
  await cancelNotices(tx, { subject: about({ id }), reason: `sign_up.${ended}` });
  publishSignUp(tx, platform, id);
}

async function endSignUp(tx: Tx, platform: Platform, end: End): Promise<void> {
  if (await queries.endAs(tx, end.id, end.ended)) await tellEnd(tx, platform, end);
}
