/** Which step of the sign-up the page shows. */
import type { SignUpState } from '../../contract/sign-up.ts';
import { refusedWith } from '../lib/errors.ts';

/** Why there is no way on with this link. `lost`: the server does not know it, or no longer. */
export type End = 'declined' | 'expired' | 'taken' | 'lost';

export type Step =
  | { at: 'name' }
  | { at: 'resuming' }
  | { at: 'waiting'; state: SignUpState | undefined }
  | { at: 'code'; state: SignUpState }
  | { at: 'ended'; end: End };

interface Known {
  link: unknown;
  state: SignUpState | undefined;
  /** What the last question about the state failed with. */
  error: unknown;
}

/** The step follows from what is known; nothing else is remembered, so that a reload lands on the same one. */
export function stepOf({ link, state, error }: Known): Step {
  if (!link) return { at: 'name' };
  if (refusedWith(error, 'sign_up.not_found')) return { at: 'ended', end: 'lost' };
  if (refusedWith(error, 'sign_up.expired')) return { at: 'ended', end: 'expired' };
  if (refusedWith(error, 'sign_up.declined')) return { at: 'ended', end: 'declined' };
  if (refusedWith(error, 'sign_up.taken')) return { at: 'ended', end: 'taken' };
  if (state?.ended) return { at: 'ended', end: state.ended };
  if (state?.status === 'code_sent') return { at: 'code', state };
  if (!state && !error) return { at: 'resuming' };
  return { at: 'waiting', state };
}

/** Pushed and asked states may overtake each other: the one written later by the server's clock counts. */
export function newer(one: SignUpState | undefined, other: SignUpState): SignUpState {
  return one && Date.parse(one.now) > Date.parse(other.now) ? one : other;
}
