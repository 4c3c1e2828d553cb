/** How often passwords and codes may be tried, on all instances together. */
import type { Limit } from '../platform/limits.ts';

/** For each address, whoever it asks about. */
export const addressLimits: Limit[] = [
  { name: 'sign_in.address', count: 30, seconds: 300 },
  { name: 'sign_in.address.hour', count: 150, seconds: 3600 },
];

/** For the neighbours of an address together: whoever has many must not keep the few places for passwords taken. */
export const networkLimits: Limit[] = [{ name: 'sign_in.network', count: 300, seconds: 300 }];

/** IPv4 /24, IPv6 /48, of an address as limits count it: what one stranger gets in one piece. */
export function networkOf(address: string): string {
  return address
    .split(/[.:]/)
    .slice(0, 3)
    .join(address.includes(':') ? ':' : '.');
}

/** For each account at each address: a stranger elsewhere cannot shut out whoever has the password … */
export const accountAtAddressLimits: Limit[] = [
  { name: 'sign_in.account_at_address', count: 10, seconds: 900 },
];
/** … and many strangers do not where the account was let in before; elsewhere guessing comes to an end. */
export const accountLimits: Limit[] = [{ name: 'sign_in.account', count: 100, seconds: 3600 }];

/** For each account, over all challenges: who tries codes knows the password already. */
export const secondFactorLimits: Limit[] = [
  { name: 'sign_in.second', count: 15, seconds: 900 },
  { name: 'sign_in.second.day', count: 100, seconds: 86_400 },
];
export const mostTries = 5;

/** For each account. */
export const telegramCodeLimits: Limit[] = [
  { name: 'sign_in.telegram_code', count: 5, seconds: 3600 },
];

/** For each address: links have 256 bits and are not guessed, but reading them costs something. */
export const linkLimits: Limit[] = [{ name: 'staff_link', count: 60, seconds: 300 }];

/** For each account: a session that somebody has left open must not find out the password. */
export const confirmLimits: Limit[] = [{ name: 'password.confirm', count: 10, seconds: 900 }];
