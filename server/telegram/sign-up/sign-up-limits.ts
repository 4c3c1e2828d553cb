/** How often each part of a sign-up may be tried: for each address and each Telegram user, on all instances together. */
import type { Limit } from '../../platform/limits.ts';

/** For each address. */
export const registerLimits: Limit[] = [
  { name: 'sign_up.register.minute', count: 30, seconds: 60 },
  { name: 'sign_up.register.hour', count: 300, seconds: 3600 },
];
export const verifyLimits: Limit[] = [{ name: 'sign_up.verify', count: 60, seconds: 60 }];
export const statusLimits: Limit[] = [{ name: 'sign_up.status', count: 20, seconds: 1 }];

/** For each Telegram user: nobody can be flooded with codes … */
export const codeLimits: Limit[] = [{ name: 'sign_up.code', count: 5, seconds: 3600 }];
/** … and nobody can guess links. */
export const openLimits: Limit[] = [{ name: 'sign_up.open', count: 20, seconds: 600 }];

/**
 * Answers to a Telegram user who only talks, and answers to what belongs to a sign-up: above them the
 * bot is silent, so that several accounts cannot use up what it may send in a second.
 */
export const talkLimits: Limit[] = [{ name: 'sign_up.talk', count: 10, seconds: 60 }];
export const answerLimits: Limit[] = [{ name: 'sign_up.answer', count: 10, seconds: 60 }];

export const mostTries = 5;
export const mostCodes = 3;
