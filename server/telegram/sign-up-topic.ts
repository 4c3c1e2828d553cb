/** The live topic of a sign-up: the page that waits reads its state again. */
import type { NoticeFacts } from '../notifications/notifications.ts';
import type { Tx } from '../platform/database.ts';
import type { Live } from '../platform/live.ts';

export function signUpTopic(id: string): string {
  return `sign_up:${id}`;
}

export function publishSignUp(tx: Tx, { live }: { live: Live }, id: string): void {
  live.publish(tx, signUpTopic(id));
}

/** A notice of a sign-up has met its fate: the page that waits for the code says so. */
export function recordSignUpOutcome(tx: Tx, platform: { live: Live }, notice: NoticeFacts): void {
  if (notice.kind === 'sign_up.code' && notice.subject?.kind === 'sign_up') {
    publishSignUp(tx, platform, notice.subject.id);
  }
}
