/** Codes of an authenticator app (RFC 6238), and the recovery codes for when the phone is lost. */
import { randomBytes } from 'node:crypto';
import { generateSecret, generateURI, verifySync } from 'otplib';
import type { Tx } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';
import { keyedHash, type Secrets, seal, unseal } from '../platform/secrets.ts';
import * as queries from './sign-in.queries.ts';

const recoveryCodeCount = 10;
/** Clocks of phones go wrong: the step before and the one after count too. */
const tolerance = 30;

export interface TotpSecret {
  /** In base32, to be typed where no camera is. */
  secret: string;
  /** `otpauth://…`, what the QR code says. */
  uri: string;
  sealed: Buffer;
}

export function newTotpSecret(
  { config, secrets }: Pick<Platform, 'config' | 'secrets'>,
  email: string,
): TotpSecret {
  const secret = generateSecret();
  const uri = generateURI({ issuer: config.companyName, label: email, secret });
  return { secret, uri, sealed: seal(secrets.key('totp'), secret) };
}

/** The time step of a right code; a step that was used (`usedStep`), and all before it, do not count again. */
export function stepOf(
  { clock, secrets }: Pick<Platform, 'clock' | 'secrets'>,
  code: string,
  { totpSecret, totpUsedStep }: { totpSecret: Buffer; totpUsedStep: string | null },
): string | undefined {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return undefined;
  const result = verifySync({
    secret: unseal(secrets.key('totp'), totpSecret),
    token,
    epoch: Math.floor(clock.now().getTime() / 1000),
    epochTolerance: tolerance,
    ...(totpUsedStep !== null && { afterTimeStep: Number(totpUsedStep) }),
  });
  return result.valid && 'timeStep' in result ? String(result.timeStep) : undefined;
}

/** Gives a member ten new recovery codes, shown once; the old ones are void. */
export async function makeRecoveryCodes(
  tx: Tx,
  { secrets }: Pick<Platform, 'secrets'>,
  staffId: string,
): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, newRecoveryCode);
  const hashes = codes.map((code) => hashRecoveryCode(secrets, staffId, code));
  await queries.replaceRecoveryCodes(tx, staffId, hashes);
  return codes;
}

/** However it was typed. With 50 bits a code is worth a keyed hash: a plain one could be tried through. */
export function hashRecoveryCode(secrets: Secrets, staffId: string, code: string): Buffer {
  const typed = code.toLowerCase().replace(/[^\da-z]/g, '');
  return keyedHash(secrets.key('recovery'), staffId, typed);
}

// 32 of them, without i, l, o and 0, which look like others.
const letters = 'abcdefghjkmnpqrstuvwxyz123456789';

/** `4x7rk-9mq2d` */
function newRecoveryCode(): string {
  const text = [...randomBytes(10)].map((byte) => letters[byte % 32]).join('');
  return `${text.slice(0, 5)}-${text.slice(5)}`;
}
