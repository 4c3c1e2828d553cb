import type { StreamEvent } from '../../contract/endpoint.ts';
import * as contract from '../../contract/session.ts';
import { type Http, route } from '../platform/http.ts';
import { changesOf, stream } from '../platform/http-stream.ts';
import type { Platform } from '../platform/platform.ts';
import { registerAccessTokens } from './access-token.ts';
import { deleteExpired } from './sessions.queries.ts';
import { refreshSession, sessionTopic, signOut } from './sessions.ts';
import { findViewer, requireViewers, type Viewer, viewerOf } from './viewer.ts';

/** Sessions, the viewer, and the viewer's stream of changes. Must come before any route that needs a viewer. */
export async function registerIdentityRoutes(http: Http, platform: Platform): Promise<void> {
  await registerAccessTokens(http, platform);
  requireViewers(http, platform);
  platform.jobs.schedule('delete-expired-sessions', '17 3 * * *', () =>
    deleteExpired(platform.database.handle),
  );

  route(http, contract.refreshSession, ({ request, reply }) =>
    refreshSession(platform, request, reply),
  );

  route(http, contract.logout, async ({ request, reply }) => {
    await signOut(platform, request, reply);
    return { ended: true as const };
  });

  route(http, contract.me, async ({ request }) => viewerOf(request));

  stream(
    http,
    contract.events,
    async ({ request }, gone) => changesFor(platform, viewerOf(request), gone),
    ({ request }) => viewerOf(request).sessionId,
  );
}

/** What has changed for a viewer. Each event is sent only while the session is open; the stream ends with it. */
async function* changesFor(
  platform: Platform,
  viewer: Viewer,
  gone: AbortSignal,
): AsyncGenerator<StreamEvent<typeof contract.events>> {
  const session = sessionTopic(viewer.sessionId);
  const own = `viewer:${viewer.kind}:${viewer.id}`;
  yield { topic: 'ready' };
  for await (const topic of changesOf(platform.live, [session, own], gone)) {
    const named = { sessionId: viewer.sessionId, clientId: viewer.id };
    if (!(await findViewer(platform, named))) {
      yield { topic: 'session_ended' };
      return;
    }
    if (topic === own) yield { topic: 'connection' };
  }
}
