import type { StreamEvent } from '../../contract/endpoint.ts';
import * as contract from '../../contract/session.ts';
import { type Http, route } from '../platform/http.ts';
import { changesOf, stream } from '../platform/http-stream.ts';
import { type Limit, takeFromLimits } from '../platform/limits.ts';
import type { Platform } from '../platform/platform.ts';
import { registerAccessTokens } from './access-token.ts';
import { deleteExpired } from './sessions.queries.ts';
import { refreshSession, sessionTopic, signOut } from './sessions.ts';
import { findViewer, requireViewers, type Viewer, viewerOf, viewerUntil } from './viewer.ts';

/** For each address: a wrong cookie must not cost the database a transaction without end. */
const refreshLimits: Limit[] = [{ name: 'session.refresh', count: 60, seconds: 60 }];
/** Leaving is never to be made hard. */
const logoutLimits: Limit[] = [{ name: 'session.logout', count: 600, seconds: 60 }];

/** Sessions, the viewer, and the viewer's stream of changes. Must come before any route that needs a viewer. */
export async function registerIdentityRoutes(http: Http, platform: Platform): Promise<void> {
  await registerAccessTokens(http, platform);
  requireViewers(http, platform);
  platform.jobs.schedule('delete-expired-sessions', '17 3 * * *', () =>
    deleteExpired(platform.database.handle),
  );

  route(http, contract.refreshSession, async ({ request, reply, address }) => {
    await take(refreshLimits, address);
    return refreshSession(platform, request, reply);
  });

  route(http, contract.logout, async ({ request, reply, address }) => {
    await take(logoutLimits, address);
    await signOut(platform, request, reply);
    return { ended: true as const };
  });

  route(http, contract.me, async ({ request }) => viewerOf(request));

  stream(
    http,
    contract.events,
    async ({ request }, gone) =>
      changesFor(platform, { viewer: viewerOf(request), until: viewerUntil(request), gone }),
    ({ request }) => viewerOf(request).sessionId,
  );

  function take(limits: Limit[], who: string): Promise<void> {
    return takeFromLimits(platform.database.handle, platform.secrets, { limits, who });
  }
}

/**
 * What has changed for a viewer. Each event is sent only while the session is open; the stream ends
 * with it. It also ends with the time of its token: the page comes back with a fresh one.
 */
async function* changesFor(
  platform: Platform,
  { viewer, until, gone }: { viewer: Viewer; until: Date; gone: AbortSignal },
): AsyncGenerator<StreamEvent<typeof contract.events>> {
  const session = sessionTopic(viewer.sessionId);
  const own = `viewer:${viewer.kind}:${viewer.id}`;
  const left = new AbortController();
  const over = tokenOver(platform, until, AbortSignal.any([gone, left.signal]));
  try {
    yield { topic: 'ready' };
    const ending = AbortSignal.any([gone, over]);
    for await (const topic of changesOf(platform.live, [session, own], ending)) {
      const named = { sessionId: viewer.sessionId, clientId: viewer.id };
      if (!(await findViewer(platform, named))) {
        yield { topic: 'session_ended' };
        return;
      }
      if (topic === own) yield { topic: 'connection' };
    }
  } finally {
    left.abort();
  }
}

/** Aborts when the time is over, unless the reader leaves before. */
function tokenOver({ clock }: Platform, until: Date, left: AbortSignal): AbortSignal {
  const over = new AbortController();
  clock.wait(until.getTime() - clock.now().getTime(), left).then(
    () => over.abort(),
    () => {},
  );
  return over.signal;
}
