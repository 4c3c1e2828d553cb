/** Whether a request was made on this very machine, not through a proxy that stands on it. */
import type { FastifyRequest } from 'fastify';

const forwarding = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
];
const ownNames = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** True for a loopback peer that names this machine as its Host and shows no sign of a proxy: a foreign Host would be DNS rebinding. */
export function isLocalRequest(request: FastifyRequest): boolean {
  const peer = request.socket.remoteAddress ?? '';
  const loopback = /^(127\.|::1$|::ffff:127\.)/.test(peer);
  const forwarded = forwarding.some((name) => request.headers[name] !== undefined);
  return loopback && !forwarded && ownNames.test(request.headers.host ?? '');
}
