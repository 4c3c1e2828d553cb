/** Hashes, seals and keys. One master secret, a key of its own for each purpose. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** What a key is for: two purposes never share one. */
type Purpose =
  | 'session'
  | 'refresh'
  | 'code'
  | 'browser'
  | 'notice'
  | 'limit'
  | 'link'
  | 'idempotency'
  | 'totp'
  | 'recovery';

export interface Secrets {
  key(purpose: Purpose): Buffer;
}

/** Derives the keys of all purposes from one master secret (HKDF, RFC 5869). */
export function secretsFrom(master: string): Secrets {
  const keys = new Map<Purpose, Buffer>();
  return {
    key(purpose) {
      const known = keys.get(purpose);
      if (known) return known;
      const made = Buffer.from(hkdfSync('sha256', master, 'otklik', purpose, 32));
      keys.set(purpose, made);
      return made;
    },
  };
}

/** For random values of 128 bits or more: a plain hash is enough to keep them at rest. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** A keyed hash over the parts; no two lists of parts give the same input. */
export function keyedHash(key: Buffer, ...parts: string[]): Buffer {
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest();
}

/** Compares in constant time; different lengths are unequal. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Compares two secrets without telling by its time where they differ. */
export function sameSecret(one: string, other: string): boolean {
  return sameBytes(hashSecret(one), hashSecret(other));
}

/** Encrypts with AES-256-GCM: nonce, tag, text. */
export function seal(key: Buffer, text: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Opens what `seal` made; throws when it was made with another key or was changed. */
export function unseal(key: Buffer, sealed: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
}
