/** The viewer: whoever makes a request. Data is reached through it. */
import type { FastifyRequest } from 'fastify';
import { isAction, may, type Role, type Scope, type Standing } from '../../contract/permissions.ts';
import type { Language } from '../../contract/person.ts';
import { describeBrowser } from '../platform/browser.ts';
import { CodedError } from '../platform/errors.ts';
import type { Http } from '../platform/http.ts';
import { nameCaller } from '../platform/idempotency.ts';
import type { Platform } from '../platform/platform.ts';
import { type Named, readAccessToken } from './access-token.ts';
import { findTokenViewer, readIntegrationToken } from './integration-tokens.ts';
import { selectClientViewer, selectStaffViewer } from './sessions.queries.ts';

export type Viewer = ClientViewer | StaffViewer | TokenViewer;

/** Somebody of the company, or one of its programs. */
export type DeskViewer = StaffViewer | TokenViewer;

interface Anybody {
  id: string;
  name: string;
  language: Language;
  timeZone?: string;
}

export interface ClientViewer extends Anybody {
  kind: 'client';
  /** E.164. */
  phone?: string;
  sessionId: string;
}

export interface StaffViewer extends Anybody {
  kind: 'staff';
  email: string;
  role: Role;
  /** Which tickets: all, or their own and nobody's. Admins see all. */
  sees: 'all' | 'own';
  sessionId: string;
  /** Within the last minutes: sensitive changes are open. */
  passwordGiven: boolean;
}

export interface TokenViewer extends Anybody {
  kind: 'token';
  scopes: readonly Scope[];
}

/** Where a request comes from, for the audit log. */
export interface Origin {
  address: string;
  browser: string;
}

interface Known {
  viewer: Viewer;
  /** When the time of the token is over; a program's has no end of its own. */
  until?: Date;
}

const viewers = new WeakMap<FastifyRequest, Known>();

/** The viewer of a request to an endpoint whose access is an action. */
export function viewerOf(request: FastifyRequest): Viewer {
  return known(request).viewer;
}

/** The viewer of an endpoint that is for clients alone. */
export function clientOf(request: FastifyRequest): ClientViewer {
  const { viewer } = known(request);
  if (viewer.kind !== 'client') throw new CodedError('request.forbidden');
  return viewer;
}

/** The viewer of an endpoint that is for staff and programs. */
export function deskOf(request: FastifyRequest): DeskViewer {
  const { viewer } = known(request);
  if (viewer.kind === 'client') throw new CodedError('request.forbidden');
  return viewer;
}

/** The viewer of an endpoint that is for staff alone. */
export function staffOf(request: FastifyRequest): StaffViewer {
  const { viewer } = known(request);
  if (viewer.kind !== 'staff') throw new CodedError('request.forbidden');
  return viewer;
}

/** Whether nothing of the desk is hidden from them for being a colleague's. */
export function seesAll(
  viewer: Pick<TokenViewer, 'kind'> | Pick<StaffViewer, 'kind' | 'role' | 'sees'>,
): boolean {
  return viewer.kind === 'token' || viewer.role === 'admin' || viewer.sees === 'all';
}

/** The viewer of an endpoint that is for people, not for programs. */
export function selfOf(request: FastifyRequest): ClientViewer | StaffViewer {
  const { viewer } = known(request);
  if (viewer.kind === 'token') throw new CodedError('request.forbidden');
  return viewer;
}

/** When the time of the request's token is over: whatever is open longer than that must ask again. */
export function viewerUntil(request: FastifyRequest): Date | undefined {
  return known(request).until;
}

/** Where the request comes from. Personal data: for the audit log, not for the product's. */
export function originOf(request: FastifyRequest): Origin {
  const { family, system } = describeBrowser(request.headers['user-agent']);
  return {
    address: request.ip,
    browser: [family, system].filter(Boolean).join(', ') || 'unknown',
  };
}

/**
 * Asks for the viewer before the body is read, at every endpoint that needs one, and compares with the
 * table of permissions. Throws `session.required`, `session.ended`, `request.forbidden` and
 * `session.password_needed`.
 */
export function requireViewers(http: Http, platform: Platform): void {
  http.addHook('onRequest', async (request) => {
    const { access, sensitive } = request.routeOptions.config;
    if (!isAction(access)) return;
    const found = await askFor(platform, request);
    if (!may(standingOf(found.viewer), access)) throw new CodedError('request.forbidden');
    if (sensitive && !(found.viewer.kind === 'staff' && found.viewer.passwordGiven)) {
      throw new CodedError('session.password_needed');
    }
    viewers.set(request, found);
    nameCaller(request, `${found.viewer.kind}:${found.viewer.id}`);
  });
}

/** What the table of permissions asks about. */
export function standingOf(viewer: Viewer): Standing {
  return viewer;
}

async function askFor(platform: Platform, request: FastifyRequest): Promise<Known> {
  const given = readIntegrationToken(request.headers.authorization);
  if (given) {
    const viewer = await findTokenViewer(platform, given);
    if (!viewer) throw new CodedError('session.ended');
    return { viewer };
  }
  const named = await readAccessToken(platform, request);
  if (!named) throw new CodedError('session.required');
  const viewer = await findViewer(platform, named);
  if (!viewer) throw new CodedError('session.ended');
  return { viewer, until: named.expiresAt };
}

/** Whether a session is still open, and whose it is. */
export async function findViewer(
  { database }: Platform,
  { sessionId, holder }: Named,
): Promise<ClientViewer | StaffViewer | undefined> {
  const asked = { sessionId, id: holder.id };
  if (holder.kind === 'staff') {
    const found = await selectStaffViewer(database.handle, asked);
    return found && { kind: 'staff', sessionId, ...found, timeZone: found.timeZone ?? undefined };
  }
  const found = await selectClientViewer(database.handle, asked);
  if (!found) return undefined;
  const { phone, timeZone, ...client } = found;
  return {
    kind: 'client',
    sessionId,
    ...client,
    phone: phone ?? undefined,
    timeZone: timeZone ?? undefined,
  };
}

function known(request: FastifyRequest): Known {
  const found = viewers.get(request);
  if (!found) throw new CodedError('session.required');
  return found;
}
