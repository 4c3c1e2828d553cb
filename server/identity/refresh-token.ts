/** Refresh tokens are derived, never stored: the same session and generation always give the same token. */
import { keyedHash, type Secrets, sameBytes } from '../platform/secrets.ts';

interface Derivation {
  sessionId: string;
  generation: number;
  salt: Buffer;
}

/** `<session>.<generation>.<256 bits>`. */
export function refreshToken(secrets: Secrets, from: Derivation): string {
  return `${from.sessionId}.${from.generation}.${proofOf(secrets, from).toString('base64url')}`;
}

export interface GivenRefreshToken {
  sessionId: string;
  generation: number;
  proof: Buffer;
}

/** Takes a cookie's value apart; a malformed one gives nothing. */
export function readRefreshToken(value: string | undefined): GivenRefreshToken | undefined {
  const parts = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,9})\.([\w-]{43})$/.exec(
    value ?? '',
  );
  const [, sessionId, generation, proof] = parts ?? [];
  if (!sessionId || !generation || !proof) return undefined;
  return { sessionId, generation: Number(generation), proof: Buffer.from(proof, 'base64url') };
}

/** Whether we have made this token for this session. */
export function isOurs(secrets: Secrets, given: GivenRefreshToken, salt: Buffer): boolean {
  return sameBytes(given.proof, proofOf(secrets, { ...given, salt }));
}

function proofOf(secrets: Secrets, { sessionId, generation, salt }: Derivation): Buffer {
  const key = secrets.key('refresh');
  return keyedHash(key, sessionId, String(generation), salt.toString('base64'));
}
