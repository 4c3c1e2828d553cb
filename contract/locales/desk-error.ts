import type { ErrorCode } from '../errors.ts';

type Area =
  | 'sign_in'
  | 'link'
  | 'password'
  | 'totp'
  | 'staff'
  | 'client'
  | 'custom_message'
  | 'conflict'
  | 'import'
  | 'settings'
  | 'ticket'
  | 'tag'
  | 'file'
  | 'invoice'
  | 'payment'
  | 'claim'
  | 'recurring'
  | 'export'
  | 'account'
  | 'delivery'
  | 'self_test';

/** The errors of the desk, whose words server and web share. */
export type DeskError =
  | Extract<ErrorCode, `${Area}.${string}`>
  | 'session.password_needed'
  | 'request.in_doubt';
