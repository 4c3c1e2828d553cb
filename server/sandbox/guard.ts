/** Keeps the phones for the very machine that the sandbox runs on: everybody else finds nothing there. */
import type { FastifyRequest } from 'fastify';

const forwarded = ['forwarded', 'x-real-ip'];
const ownNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/** True for a request from a page or program on this machine, past no proxy, under a loopback name. */
export function isFromThisMachine({ raw, headers }: FastifyRequest): boolean {
  const passedOn = Object.keys(headers).some(
    (name) => forwarded.includes(name) || name.startsWith('x-forwarded-'),
  );
  const { host, origin } = headers;
  const site = headers['sec-fetch-site'];
  return (
    isLoopback(raw.socket.remoteAddress) &&
    !passedOn &&
    isOwnName(`http://${host}`) &&
    (origin === undefined || isOwnName(origin)) &&
    // A page of a foreign site may send simple requests here without asking first.
    site !== 'cross-site'
  );
}

function isLoopback(address: string | undefined): boolean {
  return /^(?:::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/.test(address ?? '');
}

function isOwnName(address: string): boolean {
  return URL.canParse(address) && ownNames.has(new URL(address).hostname);
}
