/** Ids and random secrets come from here. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** An id for a row or a request; says nothing about what it names. */
export function newId(): string {
  return randomUUID();
}

/** 256 random bits as 43 characters of `A-Za-z0-9_-`. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** So many decimal digits, each equally likely, leading zeros included. */
export function newDigits(length: number): string {
  return randomInt(10 ** length)
    .toString()
    .padStart(length, '0');
}
