/** Keeps the portal up to date: events carry no data, the page asks again for what has changed. */
import { useSyncExternalStore } from 'react';
import type { StreamEvent } from '../../contract/endpoint.ts';
import { events, type LiveEvent } from '../../contract/session.ts';
import { askAfresh } from '../lib/afresh.ts';
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

/** What is asked for again after each kind of event. */
const after: Partial<Record<LiveEvent['topic'], (id: string | undefined) => void>> = {
  session_ended: checkSession,
  connection: () => again('telegram'),
  me() {
    again('me');
    again('sessions');
  },
  ticket(id) {
    again('tickets');
    hearOfTicket(id);
  },
  invoice() {
    again('invoice');
    again('invoices');
  },
  data: () => again('data-exports'),
  ready() {
    again();
    again('entries');
  },
};

function hear({ topic, id }: LiveEvent): void {
  after[topic]?.(id);
}

/** Only the ticket that has changed is asked for again; one that is still on its way may be the one. */
function hearOfTicket(id: string | undefined): void {
  const known = queryClient.getQueriesData<{ id: string }>({ queryKey: portalKey('ticket') });
  for (const [key, ticket] of known) {
    if (id && ticket && ticket.id !== id) continue;
    const number = String(key.at(-1));
    again('ticket', number);
    again('entries', number);
  }
}

function again(...what: string[]): void {
  const queryKey = portalKey(...what);
  // Reading a conversation marks it read: nobody reads a page that is out of sight. Its return asks again.
  const unseen = what[0] === 'entries' && document.visibilityState === 'hidden';
  const predicate = ({ queryKey: [, , part] }: { queryKey: readonly unknown[] }) =>
    part !== 'entries' || what[0] === 'entries';
  askAfresh(queryClient, { queryKey, predicate, refetchType: unseen ? 'none' : 'active' });
}

/** The refresh either renews the session or finds out that it is over; without an answer the next request will. */
function checkSession(): void {
  session.refresh().catch(() => undefined);
}
