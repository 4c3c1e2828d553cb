/** Keeps the desk up to date: events carry no data, what is on the screen is asked for again. */
import { useSyncExternalStore } from 'react';
import { events, type LiveEvent } from '../../../contract/session.ts';
import { askAfresh } from '../../lib/afresh.ts';
import { feed } from '../../lib/feed.ts';
import type { StreamState } from '../../lib/keep-open.ts';
import { queryClient } from '../../lib/queries.ts';
import { sharedStream } from '../../lib/shared-stream.ts';
import { staffSession } from '../../lib/signed-in.ts';
import { stream } from '../../lib/stream.ts';
import { throttled } from '../../lib/throttled.ts';
import { adminKey } from './admin-key.ts';

/** Lists may change many times a second on a busy day: they are asked for at most this often, in milliseconds. */
const listsPause = 2000;

const shared = sharedStream<LiveEvent>('otklik:staff-events', (listening) =>
  stream(events, {}, listening),
);
const live = feed(shared, hear, checkSession);

/** Follows the events for as long as the desk is open. */
export function useAdminLive(): StreamState {
  return useSyncExternalStore(live.subscribe, live.state);
}

const refreshLists = throttled(listsPause, () => {
  for (const list of ['queue', 'counts', 'report']) again(list);
});

const refreshInvoices = throttled(listsPause, () => {
  for (const list of ['invoices', 'invoice-counts', 'money']) again(list);
});

/** What is asked for again after each kind of event. */
const after: Record<LiveEvent['topic'], (id: string | undefined) => void> = {
  ready: () => again(),
  session_ended: checkSession,
  me: () => again('me'),
  connection: () => again('telegram'),
  ticket(id) {
    refreshTicket(id);
    refreshLists();
  },
  presence: refreshTicket,
  client(id) {
    again(...(id ? ['client', id] : ['client']));
    again('clients');
    again('conflicts');
  },
  settings: () => again('settings'),
  staff() {
    again('staff');
    again('colleagues');
    again('me');
  },
  invoice() {
    again('invoice');
    refreshInvoices();
  },
  data: () => again('data-exports'),
  import: (id) => again(...(id ? ['import', id] : ['import'])),
};

function hear({ topic, id }: LiveEvent): void {
  after[topic](id);
}

/** A ticket is kept under its number or its id, whichever the page was opened by. */
function refreshTicket(id: string | undefined): void {
  for (const query of queryClient.getQueryCache().findAll({ queryKey: adminKey('ticket') })) {
    const ref = String(query.queryKey[3]);
    const known = queryClient.getQueryData<{ id?: string }>(adminKey('ticket', query.queryKey[3]));
    if (id === undefined || ref === id || known?.id === undefined || known.id === id) {
      askAfresh(queryClient, { queryKey: query.queryKey, exact: true });
    }
  }
}

function again(...what: string[]): void {
  askAfresh(queryClient, { queryKey: adminKey(...what) });
}

/** The refresh either renews the session or finds out that it is over; without an answer the next request will. */
function checkSession(): void {
  staffSession.refresh().catch(() => undefined);
}
