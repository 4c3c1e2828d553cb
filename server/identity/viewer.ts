/** The viewer: whoever makes a request. Data is reached through it. */
import type { FastifyRequest } from 'fastify';
import type { Language } from '../../contract/person.ts';
import { CodedError } from '../platform/errors.ts';
import type { Http } from '../platform/http.ts';
import type { Platform } from '../platform/platform.ts';
import { readAccessToken } from './access-token.ts';
import { selectViewer } from './sessions.queries.ts';

export interface Viewer {
  kind: 'client';
  id: string;
  name: string;
  /** E.164. */
  phone: string;
  language: Language;
  sessionId: string;
}

const viewers = new WeakMap<FastifyRequest, { viewer: Viewer; until: Date }>();

/** The viewer of a request to an endpoint with access `client` or `viewer`. */
export function viewerOf(request: FastifyRequest): Viewer {
  return known(request).viewer;
}

/** When the time of the request's token is over: whatever is open longer than that must ask again. */
export function viewerUntil(request: FastifyRequest): Date {
  return known(request).until;
}

/** Asks for the viewer before the body is read, at every endpoint that needs one. */
export function requireViewers(http: Http, platform: Platform): void {
  http.addHook('onRequest', async (request) => {
    const { access } = request.routeOptions.config;
    if (access !== 'client' && access !== 'viewer') return;
    const named = await readAccessToken(platform, request);
    if (!named) throw new CodedError('session.required');
    const viewer = await findViewer(platform, named);
    if (!viewer) throw new CodedError('session.ended');
    viewers.set(request, { viewer, until: named.expiresAt });
  });
}

/** Whether a session is still open, and whose it is. */
export async function findViewer(
  platform: Platform,
  named: { sessionId: string; clientId: string },
): Promise<Viewer | undefined> {
  const found = await selectViewer(platform.database.handle, named);
  return found && { kind: 'client', ...found, sessionId: named.sessionId };
}

function known(request: FastifyRequest): { viewer: Viewer; until: Date } {
  const found = viewers.get(request);
  if (!found) throw new CodedError('session.required');
  return found;
}
