/** How staff get in and out: password, second factor, one-time links. */
import * as contract from '../../contract/staff-session.ts';
import { type Call, type Http, route } from '../platform/http.ts';
import { takeFromLimits } from '../platform/limits.ts';
import type { Platform } from '../platform/platform.ts';
import { acceptLink, readLink } from './accept-link.ts';
import type { IdentityPorts } from './ports.ts';
import { sendTelegramCode } from './second-factor.ts';
import { logoutLimits, refreshLimits } from './session-limits.ts';
import { giveTokens, refreshSession, signOut } from './sessions.ts';
import { deleteEndedChallenges } from './sign-in.queries.ts';
import { type Entered, type From, passSecondFactor, signIn } from './sign-in.ts';
import { deleteEndedLinks } from './staff-links.queries.ts';
import { originOf } from './viewer.ts';

export function registerStaffSessionRoutes(
  http: Http,
  platform: Platform,
  ports: Pick<IdentityPorts, 'addresses'>,
): void {
  const { database, secrets, jobs } = platform;

  route(http, contract.staffSignIn, async (call) =>
    answer(call, await signIn(platform, ports, { ...call.body, from: fromOf(call) })),
  );

  route(http, contract.staffSecondFactor, async (call) => {
    const { sessionId } = await passSecondFactor(platform, { ...call.body, from: fromOf(call) });
    return giveTokens(platform, call.reply, sessionId);
  });

  route(http, contract.staffTelegramCode, async (call) => {
    await sendTelegramCode(platform, ports, { ...call.body, ...fromOf(call) });
    return { sent: true as const };
  });

  route(http, contract.refreshStaffSession, async ({ request, reply, address }) => {
    await takeFromLimits(database.handle, secrets, { limits: refreshLimits, who: address });
    return refreshSession(platform, request, reply, 'staff');
  });

  route(http, contract.staffLogout, async ({ request, reply, address }) => {
    await takeFromLimits(database.handle, secrets, { limits: logoutLimits, who: address });
    await signOut(platform, request, reply, 'staff');
    return { ended: true as const };
  });

  route(http, contract.readStaffLink, async ({ body, address }) => {
    const { purpose, expiresAt, member } = await readLink(platform, { ...body, address });
    return {
      purpose,
      role: member?.role ?? 'admin',
      ...(member && { name: member.name, email: member.email }),
      expiresAt: expiresAt.toISOString(),
    };
  });

  route(http, contract.acceptStaffLink, async (call) => {
    const given = { ...call.body, from: fromOf(call), callerLanguage: call.language };
    return answer(call, await acceptLink(platform, ports, given));
  });

  jobs.schedule('delete-ended-sign-ins', '29 * * * *', async () => {
    await deleteEndedChallenges(database.handle);
    await deleteEndedLinks(database.handle);
  });

  /** The tokens are given once the transaction is committed. */
  async function answer({ reply }: Pick<Call<typeof contract.staffSignIn>, 'reply'>, to: Entered) {
    return 'sessionId' in to ? giveTokens(platform, reply, to.sessionId) : to;
  }
}

function fromOf({
  request,
  address,
}: Pick<Call<typeof contract.staffSignIn>, 'request' | 'address'>): From {
  return { address, origin: originOf(request) };
}
