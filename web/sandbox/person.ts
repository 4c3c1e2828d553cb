/** How a phone's owner is called and shown. */
import type { SandboxPhone } from '../../contract/sandbox-shapes.ts';

export function fullName({ firstName, lastName }: Pick<SandboxPhone, 'firstName' | 'lastName'>) {
  return lastName ? `${firstName} ${lastName}` : firstName;
}

/** One or two letters for an avatar. */
export function initials(name: string): string {
  return name
    .trim()
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();
}

/** With a plus before it, as people read numbers. */
export function readableNumber(phoneNumber: string): string {
  return phoneNumber.startsWith('+') ? phoneNumber : `+${phoneNumber}`;
}
