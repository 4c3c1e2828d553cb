/** The live topic of a sign-up: the page that waits reads its state again. */
import type { NoticeFacts } from '../../notifications/notifications.ts';
import type { Tx } from '../../platform/database.ts';
import type { Live } from '../../platform/live.ts';
import { selectOpenOf } from './sign-up.queries.ts';

export function signUpTopic(id: string): string {
  return `sign_up:${id}`;
}

export function publishSignUp(tx: Tx, { live }: { live: Live }, id: string): void {
  live.publish(tx, signUpTopic(id));
}

/** A notice has met its fate: the page that waits for the code says so, and so does one whose chat nothing reaches. */
export async function recordSignUpOutcome(
  tx: Tx,
  platform: { live: Live },
  notice: NoticeFacts,
): Promise<void> {
  if (notice.kind === 'sign_up.code' && notice.subject?.kind === 'sign_up') {
    publishSignUp(tx, platform, notice.subject.id);
  } else if (notice.state === 'unreachable') {
    const signUp = await selectOpenOf(tx, Number(notice.lane.address));
    if (signUp) publishSignUp(tx, platform, signUp.id);
  }
}
