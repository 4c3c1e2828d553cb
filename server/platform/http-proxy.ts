/** Which proxies are believed, and a word in the log where one is not. */
import { isIP } from 'node:net';
import type { Config } from './config.ts';
import type { Http } from './http.ts';
import type { Log } from './log.ts';

// Names that Fastify's proxy-addr knows for ranges.
const ranges = ['loopback', 'linklocal', 'uniquelocal'];

/** Whether Fastify can trust this: an address, a range such as 10.0.0.0/8, or a name of its own for one. */
export function isProxy(given: string): boolean {
  if (ranges.includes(given)) return true;
  const [address = '', prefix, ...more] = given.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && bitsFit(Number(prefix), version));
}

/**
 * Says once that a proxy forwards for others while none is trusted: all who come through it count as
 * one address. Only a line in the log, for anybody may send the header to a server without a proxy.
 */
export function warnOfUnnamedProxy(http: Http, { config, log }: { config: Config; log: Log }) {
  let warned = config.trustProxy.length > 0;
  http.addHook('onRequest', async ({ headers }) => {
    if (warned || headers['x-forwarded-for'] === undefined) return;
    warned = true;
    log.warn(
      'X-Forwarded-For arrives, but TRUST_PROXY names no proxy: all who come through it share the limits of one address.',
    );
  });
}

function bitsFit(prefix: number, version: number): boolean {
  return prefix > 0 && prefix <= (version === 4 ? 32 : 128);
}
