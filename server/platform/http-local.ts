/** Whether a request was made on this very machine, not through a proxy that stands on it. */
import type { FastifyRequest } from 'fastify';

const forwarding =
  /^(forwarded|via|x-(forwarded|real|client|cluster-client)-.+|cf-.+|true-client-ip)$/;
const ownNames = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** True for a loopback peer that names this machine as its Host and shows no sign of a proxy: a foreign Host would be DNS rebinding. */
export function isLocalRequest(request: FastifyRequest): boolean {
  const peer = request.socket.remoteAddress ?? '';
  const loopback = /^(127\.|::1$|::ffff:127\.)/.test(peer);
  // nginx, told nothing else, adds no header and names 127.0.0.1 as the Host, but speaks HTTP/1.0.
  const old = request.raw.httpVersion === '1.0';
  const forwarded = old || Object.keys(request.headers).some((name) => forwarding.test(name));
  return loopback && !forwarded && ownNames.test(request.headers.host ?? '');
}
