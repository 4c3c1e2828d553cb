import { expect, test } from 'vitest';
import { type ErrorCode, errorStatus } from '../../contract/errors.ts';
import type { SignUpState } from '../../contract/sign-up.ts';
import { ApiError, NetworkError } from '../lib/errors.ts';
import { newer, stepOf } from './step.ts';

const link = { sessionId: 'tg_1_x' };
const error = null;

test('without a link there is a name to give', () => {
  expect(stepOf({ link: undefined, state: undefined, error })).toEqual({ at: 'name' });
});

test('after a reload nothing is shown until the server has said how far one is', () => {
  expect(stepOf({ link, state: undefined, error })).toEqual({ at: 'resuming' });
});

test('a server that cannot be reached does not take the link away', () => {
  const cut = new NetworkError('cut');
  expect(stepOf({ link, state: undefined, error: cut }).at).toBe('waiting');
  expect(stepOf({ link, state: known({ status: 'code_sent' }), error: cut }).at).toBe('code');
});

test.each([
  ['pending', 'waiting'],
  ['contact_received', 'waiting'],
  ['code_sent', 'code'],
] as const)('the status %s leads to the step %s', (status, at) => {
  expect(stepOf({ link, state: known({ status }), error }).at).toBe(at);
});

test.each(['declined', 'expired', 'taken'] as const)('an end (%s) is said, even late', (ended) => {
  const state = known({ status: 'code_sent', ended });
  expect(stepOf({ link, state, error })).toEqual({ at: 'ended', end: ended });
});

test.each([
  ['sign_up.not_found', 'lost'],
  ['sign_up.expired', 'expired'],
  ['sign_up.declined', 'declined'],
  ['sign_up.taken', 'taken'],
] as const)('the refusal %s ends the sign-up as %s', (code, end) => {
  const state = known({ status: 'code_sent' });
  expect(stepOf({ link, state, error: refusal(code) })).toEqual({ at: 'ended', end });
});

test('too many questions are no end', () => {
  expect(stepOf({ link, state: known({}), error: refusal('request.too_many') }).at).toBe('waiting');
});

test('an older state that arrives late does not take the page back', () => {
  const sent = known({ status: 'code_sent', now: '2026-11-21T12:00:02.000Z' });
  const pending = known({ status: 'pending', now: '2026-11-21T12:00:01.000Z' });
  expect(newer(sent, pending)).toBe(sent);
  expect(newer(pending, sent)).toBe(sent);
  expect(newer(undefined, pending)).toBe(pending);
});

function known(some: Partial<SignUpState>): SignUpState {
  return {
    status: 'pending',
    expiresAt: '2026-11-21T12:10:00.000Z',
    now: '2026-11-21T12:00:00.000Z',
    ...some,
  };
}

function refusal(code: ErrorCode): ApiError {
  return new ApiError(errorStatus[code], { error: { code, message: code } });
}
