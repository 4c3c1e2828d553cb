/** What the browser that began a sign-up may know of it. */
import type { SignUpState } from '../../../contract/sign-up.ts';
import { findNotice, isLaneClosed, type NoticeState } from '../../notifications/notifications.ts';
import type { Db } from '../../platform/database.ts';
import { CodedError } from '../../platform/errors.ts';
import { takeFromLimits } from '../../platform/limits.ts';
import type { Platform } from '../../platform/platform.ts';
import { laneOf } from '../connections/connection.ts';
import { type FoundSignUp, selectById } from './sign-up.queries.ts';
import { requireOwnSignUp, type Shown } from './sign-up-find.ts';
import { mostCodes, mostTries, statusLimits } from './sign-up-limits.ts';
import { signUpTopic } from './sign-up-topic.ts';

/** Throws `sign_up.not_found`, `sign_up.expired` for one's own, and `request.too_many`. */
export async function readSignUpState(
  platform: Platform,
  given: Shown & { address: string },
): Promise<SignUpState> {
  await takeStatus(platform, given.address);
  return showSignUpState(platform, given);
}

/** The same for whoever has asked for something else, and is answered with the state: it is not counted. */
export async function showSignUpState(platform: Platform, shown: Shown): Promise<SignUpState> {
  const signUp = await requireReadable(platform, shown);
  return stateOf(platform.database.handle, signUp);
}

/**
 * The states of a sign-up: the present one at once, then each as it comes, until it is over, used,
 * or `gone` aborts. Throws as `readSignUpState` does, before the first.
 */
export async function followSignUp(
  platform: Platform,
  given: Shown & { address: string },
  gone: AbortSignal,
): Promise<AsyncIterable<SignUpState>> {
  await takeStatus(platform, given.address);
  const signUp = await requireReadable(platform, given);
  return statesOf(platform, signUp.id, gone);
}

function takeStatus({ database, secrets }: Platform, address: string): Promise<void> {
  return takeFromLimits(database.handle, secrets, { limits: statusLimits, who: address });
}

async function requireReadable({ database }: Platform, shown: Shown): Promise<FoundSignUp> {
  const signUp = await requireOwnSignUp(database.handle, shown);
  if (signUp.consumedAt) throw new CodedError('sign_up.not_found');
  if (signUp.expired || signUp.ended === 'expired') throw new CodedError('sign_up.expired');
  return signUp;
}

async function* statesOf(
  platform: Platform,
  id: string,
  gone: AbortSignal,
): AsyncGenerator<SignUpState> {
  let changed = new AbortController();
  const stop = platform.live.subscribe(signUpTopic(id), () => changed.abort());
  try {
    while (!gone.aborted) {
      changed = new AbortController();
      const signUp = await selectById(platform.database.handle, id);
      if (!signUp || signUp.consumedAt) return;
      const state = await stateOf(platform.database.handle, signUp);
      yield state;
      if (state.ended) return;
      const untilExpiry = signUp.expiresAt.getTime() - signUp.now.getTime();
      const sooner = AbortSignal.any([gone, changed.signal]);
      await platform.clock.wait(untilExpiry, sooner).catch(() => {});
    }
  } finally {
    stop();
  }
}

async function stateOf(db: Db, signUp: FoundSignUp): Promise<SignUpState> {
  const ended = signUp.ended ?? (signUp.expired ? 'expired' : undefined);
  const state: SignUpState = {
    status: signUp.status,
    opened: signUp.telegramUserId !== null,
    expiresAt: signUp.expiresAt.toISOString(),
    now: signUp.now.toISOString(),
    ...(ended && { ended }),
  };
  if (signUp.status === 'pending') {
    const cutOff = !ended && (await isCutOff(db, signUp));
    return { ...state, ...(cutOff && { delivery: 'unreachable' as const }) };
  }
  const codesLeft = mostCodes - signUp.codesSent;
  return {
    ...state,
    phone: signUp.phone ?? undefined,
    customerId: signUp.clientId ?? undefined,
    delivery: await deliveryOf(db, signUp.codeNoticeId),
    triesLeft: mostTries - signUp.codeTries,
    codesLeft,
    codeExpiresAt: signUp.expiresAt.toISOString(),
    ...(codesLeft > 0 && { resendAt: resendAt(signUp) }),
  };
}

/** The bot cannot ask for the contact: whoever opened the link has blocked it, or was not there for its question. */
async function isCutOff(db: Db, { telegramUserId }: FoundSignUp): Promise<boolean> {
  return telegramUserId !== null && isLaneClosed(db, laneOf(telegramUserId));
}

function resendAt({ now, secondsToNextCode }: FoundSignUp): string {
  return new Date(now.getTime() + secondsToNextCode * 1000).toISOString();
}

const deliveries: Record<NoticeState, NonNullable<SignUpState['delivery']>> = {
  queued: 'waiting',
  sending: 'waiting',
  delivered: 'delivered',
  uncertain: 'uncertain',
  unreachable: 'unreachable',
  failed: 'failed',
  expired: 'failed',
  cancelled: 'failed',
  skipped: 'failed',
  folded: 'delivered',
};

async function deliveryOf(db: Db, noticeId: string | null): Promise<SignUpState['delivery']> {
  const notice = noticeId === null ? undefined : await findNotice(db, noticeId);
  return notice && deliveries[notice.state];
}
