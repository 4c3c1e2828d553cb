/** The company's own people and its programs' tokens. */
import * as contract from '../../contract/staff.ts';
import { CodedError } from '../platform/errors.ts';
import { type Http, route } from '../platform/http.ts';
import type { Platform } from '../platform/platform.ts';
import { listTokens, makeToken, revokeToken } from './integration-tokens.ts';
import type { IdentityPorts } from './ports.ts';
import { selectOpenSessions } from './sessions.queries.ts';
import { selectColleagues, selectMember, selectStaff } from './staff.queries.ts';
import * as staff from './staff.ts';
import { originOf, staffOf } from './viewer.ts';

const done = { done: true as const };

export function registerStaffRoutes(http: Http, platform: Platform, ports: IdentityPorts): void {
  const { database } = platform;

  route(http, contract.colleagues, async () => ({
    items: await selectColleagues(database.handle),
  }));

  route(http, contract.listStaff, async () => {
    const found = await selectStaff(database.handle);
    return {
      items: found.map(({ createdAt, seenAt, ...member }) => ({
        ...member,
        createdAt: createdAt.toISOString(),
        ...(seenAt && { seenAt: seenAt.toISOString() }),
      })),
    };
  });

  route(http, contract.inviteStaff, async ({ request, body }) =>
    shown(await staff.inviteStaff(platform, by(request), body)),
  );

  route(http, contract.updateStaff, async ({ request, params, body }) => {
    await staff.changeStaff(platform, by(request), params.staffId, body);
    return done;
  });

  route(http, contract.makeStaffLink, async ({ request, params }) =>
    shown(await staff.makeLinkFor(platform, by(request), params.staffId)),
  );

  route(http, contract.deactivateStaff, async ({ request, params }) => {
    await staff.deactivateStaff(platform, ports, by(request), params.staffId);
    return done;
  });

  route(http, contract.activateStaff, async ({ request, params }) => {
    await staff.activateStaff(platform, by(request), params.staffId);
    return done;
  });

  route(http, contract.staffSessions, async ({ request, params: { staffId: id } }) => {
    if (!(await selectMember(database.handle, id))) throw new CodedError('request.not_found');
    const here = staffOf(request).sessionId;
    const found = await selectOpenSessions(database.handle, { kind: 'staff', id });
    return {
      items: found.map((session) => ({
        ...session,
        current: session.id === here,
        createdAt: session.createdAt.toISOString(),
        usedAt: session.usedAt.toISOString(),
      })),
    };
  });

  route(http, contract.endStaffSessions, async ({ request, params }) => ({
    ended: await staff.endSessionsOf(platform, by(request), params.staffId),
  }));

  route(http, contract.integrationTokens, async () => ({ items: await listTokens(platform) }));

  route(http, contract.makeIntegrationToken, async ({ request, body }) =>
    makeToken(platform, by(request), body),
  );

  route(http, contract.revokeIntegrationToken, async ({ request, params }) => {
    await revokeToken(platform, by(request), params.tokenId);
    return done;
  });
}

function by(request: Parameters<typeof staffOf>[0]): staff.By {
  return { viewer: staffOf(request), origin: originOf(request) };
}

function shown({ expiresAt, ...made }: { staffId: string; link: string; expiresAt: Date }) {
  return { ...made, expiresAt: expiresAt.toISOString() };
}
