/** The session of this tab, and how components follow it. */
import { useSyncExternalStore } from 'react';
import { refreshSession } from '../../contract/session.ts';
import { alone, stored } from './browser.ts';
import { language } from './i18n.ts';
import { read, send } from './request.ts';
import { makeSession, type Standing } from './session.ts';

const seen = stored('otklik.signed-in');

export const session = makeSession({
  refresh: async () => {
    const response = await send(refreshSession, {}, { language: language() });
    return (await read(refreshSession, response)).token;
  },
  alone,
  tabs: new BroadcastChannel('otklik:session'),
  hint: {
    get: () => seen.get() === '1',
    set: (signedIn) => seen.set(signedIn ? '1' : undefined),
  },
});

/** Which sign-in of this tab it is; see `Session.era`. */
export function useEra(): number {
  return useSyncExternalStore(session.subscribe, session.era);
}

/** Whether this tab is signed in; follows every change. */
export function useStanding(): Standing {
  return useSyncExternalStore(session.subscribe, session.standing);
}
