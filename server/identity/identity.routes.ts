import * as contract from '../../contract/session.ts';
import { type Http, route } from '../platform/http.ts';
import { stream } from '../platform/http-stream.ts';
import { type Limit, takeFromLimits } from '../platform/limits.ts';
import type { Platform } from '../platform/platform.ts';
import { registerAccessTokens } from './access-token.ts';
import { registerAuditRoutes } from './audit.routes.ts';
import { registerClientImportRoutes } from './client-import.routes.ts';
import { registerClientsRoutes } from './clients.routes.ts';
import { changesFor, streamOwner } from './events.ts';
import { describeViewer } from './me.ts';
import { registerNoticePreferencesRoutes } from './notice-preferences.routes.ts';
import type { IdentityPorts } from './ports.ts';
import { alone } from './ports.ts';
import { registerProfileRoutes } from './profile.routes.ts';
import { logoutLimits, refreshLimits } from './session-limits.ts';
import { deleteExpired } from './sessions.queries.ts';
import { refreshSession, signOut } from './sessions.ts';
import { registerStaffRoutes } from './staff.routes.ts';
import { registerStaffSessionRoutes } from './staff-session.routes.ts';
import { requireViewers, viewerOf, viewerUntil } from './viewer.ts';

/** Sessions, the viewer, and the viewer's stream of changes. Must come before any route that needs a viewer. */
export async function registerIdentityRoutes(
  http: Http,
  platform: Platform,
  ports: IdentityPorts = alone,
): Promise<void> {
  await registerAccessTokens(http, platform);
  requireViewers(http, platform);
  platform.jobs.schedule('delete-expired-sessions', '17 3 * * *', () =>
    deleteExpired(platform.database.handle),
  );

  registerStaffSessionRoutes(http, platform, ports);
  registerProfileRoutes(http, platform);
  registerNoticePreferencesRoutes(http, platform);
  registerStaffRoutes(http, platform, ports);
  registerAuditRoutes(http, platform, ports);
  registerClientsRoutes(http, platform, ports);
  registerClientImportRoutes(http, platform);

  route(http, contract.refreshSession, async ({ request, reply, address }) => {
    await take(refreshLimits, address);
    return refreshSession(platform, request, reply, 'client');
  });

  route(http, contract.logout, async ({ request, reply, address }) => {
    await take(logoutLimits, address);
    await signOut(platform, request, reply, 'client');
    return { ended: true as const };
  });

  route(http, contract.me, async ({ request }) => describeViewer(platform, viewerOf(request)));

  stream(
    http,
    contract.events,
    async ({ request }, gone) =>
      changesFor(platform, { viewer: viewerOf(request), until: viewerUntil(request), gone }, ports),
    ({ request }) => streamOwner(viewerOf(request)),
  );

  function take(limits: Limit[], who: string): Promise<void> {
    return takeFromLimits(platform.database.handle, platform.secrets, { limits, who });
  }
}
