/** What everybody does with what is their own: name, language, sessions; staff with password and second factor. */
import type { FastifyRequest } from 'fastify';
import * as contract from '../../contract/profile.ts';
import type { Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { type Http, route } from '../platform/http.ts';
import { type Limit, takeFromLimits } from '../platform/limits.ts';
import type { Platform } from '../platform/platform.ts';
import { recordAudit } from './audit.ts';
import { updateViewer } from './me.ts';
import * as own from './own-password.ts';
import { selectOpenSessions } from './sessions.queries.ts';
import { endSession, endSessions } from './sessions.ts';
import { originOf, selfOf, staffOf } from './viewer.ts';

type Self = ReturnType<typeof selfOf>;

const done = { done: true as const };
/** Each change of one's own is kept in the audit log for ever. */
const changeLimits: Limit[] = [{ name: 'me.change', count: 60, seconds: 3600 }];

export function registerProfileRoutes(http: Http, platform: Platform): void {
  const { database, secrets } = platform;

  route(http, contract.updateMe, async ({ request, body }) => {
    const viewer = selfOf(request);
    const who = `${viewer.kind}:${viewer.id}`;
    await takeFromLimits(database.handle, secrets, { limits: changeLimits, who });
    await updateViewer(platform, viewer, { given: body, origin: originOf(request) });
    return done;
  });

  route(http, contract.mySessions, async ({ request }) => {
    const viewer = selfOf(request);
    const open = await selectOpenSessions(database.handle, viewer);
    return {
      items: open.map(({ createdAt, usedAt, ...session }) => ({
        ...session,
        current: session.id === viewer.sessionId,
        createdAt: createdAt.toISOString(),
        usedAt: usedAt.toISOString(),
      })),
    };
  });

  route(http, contract.endMySession, async ({ request, params }) => {
    const viewer = selfOf(request);
    await database.transaction(async (tx) => {
      if (!(await endSession(tx, platform, viewer, params.sessionId))) {
        throw new CodedError('request.not_found');
      }
      await noteEnded(tx, request, viewer);
    });
    return done;
  });

  route(http, contract.endMyOtherSessions, async ({ request }) => {
    const viewer = selfOf(request);
    const why = { because: 'ended_elsewhere' as const, except: viewer.sessionId };
    const ended = await database.transaction(async (tx) => {
      const count = await endSessions(tx, platform, viewer, why);
      if (count > 0) await noteEnded(tx, request, viewer);
      return count;
    });
    return { ended };
  });

  registerSecretRoutes(http, platform);
}

/** Of clients nothing is noted: their sessions are their own matter. */
async function noteEnded(tx: Tx, request: FastifyRequest, viewer: Self): Promise<void> {
  const { kind, id, name } = viewer;
  if (kind !== 'staff') return;
  await recordAudit(
    tx,
    { actor: viewer, origin: originOf(request) },
    { action: 'staff.sessions_ended', subject: { kind, id, label: name } },
  );
}

function registerSecretRoutes(http: Http, platform: Platform): void {
  route(http, contract.confirmPassword, async ({ request, body }) => {
    const until = await own.confirmPassword(platform, { viewer: staffOf(request), ...body });
    return { until: until.toISOString() };
  });

  route(http, contract.changePassword, async ({ request, body }) => {
    const origin = originOf(request);
    await own.changePassword(platform, { viewer: staffOf(request), origin, ...body });
    return done;
  });

  route(http, contract.beginTotp, ({ request }) => own.beginTotp(platform, staffOf(request)));

  route(http, contract.enableTotp, async ({ request, body }) => {
    const asked = { viewer: staffOf(request), origin: originOf(request), ...body };
    return { recoveryCodes: await own.enableTotp(platform, asked) };
  });

  route(http, contract.renewRecoveryCodes, async ({ request }) => {
    const asked = { viewer: staffOf(request), origin: originOf(request) };
    return { recoveryCodes: await own.renewRecoveryCodes(platform, asked) };
  });

  route(http, contract.disableTotp, async ({ request }) => {
    await own.disableTotp(platform, { viewer: staffOf(request), origin: originOf(request) });
    return done;
  });
}
