/** Whether a request was made on this very machine: not through a proxy that stands on it, nor by a page from elsewhere. */
import type { FastifyRequest } from 'fastify';
import { sameSecret } from './secrets.ts';

const forwarding =
  /^(forwarded|via|x-(forwarded|real|client|cluster-client)-.+|cf-.+|true-client-ip)$/;
const ownNames = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * True for a page or program on this machine that names it as its Host and shows no sign of a proxy: a
 * foreign Host would be DNS rebinding.
 */
export function isLocalRequest(request: FastifyRequest): boolean {
  const peer = request.socket.remoteAddress ?? '';
  const loopback = /^(127\.|::1$|::ffff:127\.)/.test(peer);
  // nginx, told nothing else, adds no header and names 127.0.0.1 as the Host, but speaks HTTP/1.0.
  const old = request.raw.httpVersion === '1.0';
  const forwarded = old || Object.keys(request.headers).some((name) => forwarding.test(name));
  const own = ownNames.test(request.headers.host ?? '');
  return loopback && !forwarded && own && !isFromForeignSite(request);
}

/** A page of a foreign site may send simple requests here without asking first, from the operator's own browser. */
function isFromForeignSite({ headers }: FastifyRequest): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  if (site === 'cross-site') return true;
  return origin !== undefined && !(URL.canParse(origin) && ownNames.test(new URL(origin).host));
}

/** The operator's tools: with METRICS_TOKEN from anywhere, without it from this machine. */
export function isOperator(request: FastifyRequest, token: string | undefined): boolean {
  const [, given] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token && given) return sameSecret(given, token);
  return isLocalRequest(request);
}
