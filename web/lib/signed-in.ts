/** The sessions of this tab, the client's and the staff's, and how components follow them. One person may be both. */
import { useSyncExternalStore } from 'react';
import { refreshSession } from '../../contract/session.ts';
import { refreshStaffSession } from '../../contract/staff-session.ts';
import { alone, stored } from './browser.ts';
import { language } from './i18n.ts';
import { read, send } from './request.ts';
import { makeSession, type Session, type Standing } from './session.ts';

/** The client's session: portal and sign-up. */
export const session = sessionBy(refreshSession, 'otklik:session', 'otklik.signed-in');

/** The session of staff: everything under /admin. */
export const staffSession = sessionBy(
  refreshStaffSession,
  'otklik:staff-session',
  'otklik.staff-signed-in',
);

/** The session that the present page calls with. */
export function sessionHere(): Session {
  return /^\/admin(\/|$)/.test(location.pathname) ? staffSession : session;
}

/** Which sign-in of this tab it is; see `Session.era`. */
export function useEra(of: Session = session): number {
  return useSyncExternalStore(of.subscribe, of.era);
}

/** Whether this tab is signed in; follows every change. */
export function useStanding(of: Session = session): Standing {
  return useSyncExternalStore(of.subscribe, of.standing);
}

function sessionBy(
  endpoint: typeof refreshSession | typeof refreshStaffSession,
  channel: string,
  remembered: string,
): Session {
  const seen = stored(remembered);
  return makeSession({
    refresh: async () => {
      const response = await send(endpoint, {}, { language: language() });
      return (await read(endpoint, response)).token;
    },
    alone: (name, work) => alone(`${channel}:${name}`, work),
    tabs: new BroadcastChannel(channel),
    hint: {
      get: () => seen.get() === '1',
      set: (signedIn) => seen.set(signedIn ? '1' : undefined),
    },
  });
}
