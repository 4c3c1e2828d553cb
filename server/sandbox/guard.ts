/** Keeps phones and Bot API for the very machine that the sandbox runs on: everybody else finds nothing there. */
import type { FastifyRequest } from 'fastify';
import { isLocalRequest } from '../platform/http-local.ts';

const ownNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/** True for a request from a page or program on this machine, past no proxy, under a loopback name. */
export function isFromThisMachine(request: FastifyRequest): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  return (
    isLocalRequest(request) &&
    (origin === undefined || isOwnName(origin)) &&
    // A page of a foreign site may send simple requests here without asking first.
    site !== 'cross-site'
  );
}

function isOwnName(address: string): boolean {
  return URL.canParse(address) && ownNames.has(new URL(address).hostname);
}
