/** Keeps the portal up to date: events carry no data, the page asks again for what has changed. */
import { useSyncExternalStore } from 'react';
import type { StreamEvent } from '../../contract/endpoint.ts';
import { events } from '../../contract/session.ts';
import { feed } from '../lib/feed.ts';
import type { StreamState } from '../lib/keep-open.ts';
import { queryClient } from '../lib/queries.ts';
import { sharedStream } from '../lib/shared-stream.ts';
import { session } from '../lib/signed-in.ts';
import { stream } from '../lib/stream.ts';

/** What the portal asks for, all under one roof: asked again together, and never shown to the next person. */
export function portalKey(...what: string[]) {
  return ['portal', session.era(), ...what];
}

session.subscribe(() => {
  if (session.standing() === 'out') queryClient.removeQueries({ queryKey: ['portal'] });
});

const shared = sharedStream<StreamEvent<typeof events>>('otklik:events', (listening) =>
  stream(events, {}, listening),
);
const live = feed(shared, hear, checkSession);

/** Follows the events for as long as the page is open. */
export function useLive(): StreamState {
  return useSyncExternalStore(live.subscribe, live.state);
}

function hear({ topic }: StreamEvent<typeof events>): void {
  if (topic === 'session_ended') {
    checkSession();
  } else {
    const what = topic === 'connection' ? portalKey('telegram') : portalKey();
    void queryClient.invalidateQueries({ queryKey: what });
  }
}

/** The refresh either renews the session or finds out that it is over; without an answer the next request will. */
function checkSession(): void {
  session.refresh().catch(() => undefined);
}
