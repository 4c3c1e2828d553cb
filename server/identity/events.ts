/** The viewer's stream of changes: ids at most, each sent only to those who may see what it names. */
import { type LiveEvent, liveTopics } from '../../contract/session.ts';
import { type Change, changesOf } from '../platform/http-stream.ts';
import type { Platform } from '../platform/platform.ts';
import { deskTopic, personTopic } from './live-topics.ts';
import type { IdentityPorts } from './ports.ts';
import { sessionTopic } from './sessions.ts';
import { findViewer, type Viewer } from './viewer.ts';

/** Only admins hear of these. */
const ofAdmins = new Set(['import', 'staff', 'data']);

/** One stream's place among others: those of a session, or of a program. */
export function streamOwner(viewer: Viewer): string {
  return viewer.kind === 'token' ? viewer.id : viewer.sessionId;
}

/**
 * What has changed for a viewer. Each event is sent only while the session is open; the stream ends
 * with it. It also ends with the time of its token: the page comes back with a fresh one. A program
 * hears nothing: it asks.
 */
export async function* changesFor(
  platform: Platform,
  { viewer, until, gone }: { viewer: Viewer; until?: Date | undefined; gone: AbortSignal },
  desk: Pick<IdentityPorts, 'seen'>,
): AsyncGenerator<LiveEvent> {
  if (viewer.kind === 'token' || !until) {
    yield { topic: 'ready' };
    return;
  }
  const holder = { kind: viewer.kind, id: viewer.id };
  const session = sessionTopic(viewer.sessionId);
  const topics = [session, personTopic(holder)];
  if (viewer.kind === 'staff') topics.push(deskTopic);
  const left = new AbortController();
  const over = tokenOver(platform, until, AbortSignal.any([gone, left.signal]));
  try {
    const ending = AbortSignal.any([gone, over]);
    for await (const change of changesOf(platform.live, topics, ending)) {
      const present = await findViewer(platform, { sessionId: viewer.sessionId, holder });
      if (!present) {
        yield { topic: 'session_ended' };
        return;
      }
      if (change.topic !== session) yield* await eventsOf(change, present, desk);
    }
  } finally {
    left.abort();
  }
}

async function eventsOf(
  { topic, details }: Change,
  viewer: Exclude<Viewer, { kind: 'token' }>,
  desk: Pick<IdentityPorts, 'seen'>,
): Promise<LiveEvent[]> {
  // At the beginning and after a gap all topics say so; staff listen to two, and one of them is enough.
  if (details === 'all') {
    return viewer.kind === 'client' || topic === deskTopic ? [{ topic: 'ready' }] : [];
  }
  const events = [...details].map(eventOf).filter((event) => event !== undefined);
  if (topic !== deskTopic || viewer.kind !== 'staff') return events;
  const ids = events.filter(namesTicket).map(({ id }) => id ?? '');
  const seen = ids.length > 0 ? await desk.seen(viewer, [...new Set(ids)]) : new Set();
  return events.flatMap((event) => {
    if (namesTicket(event)) return seen.has(event.id ?? '') ? [event] : [];
    if (viewer.role === 'admin') return [event];
    // Whoever sees but some invoices hears that there is something new, not of which.
    if (event.topic === 'invoice' && viewer.sees === 'own') return [{ topic: 'invoice' as const }];
    return ofAdmins.has(event.topic) ? [] : [event];
  });
}

/** `ticket:<id>` → `{ topic, id }`. */
function eventOf(detail: string): LiveEvent | undefined {
  const [name, id] = detail.split(':');
  const topic = liveTopics.find((one) => one === name);
  return topic && { topic, ...(id && { id }) };
}

function namesTicket({ topic, id }: LiveEvent): boolean {
  return (topic === 'ticket' || topic === 'presence') && id !== undefined;
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
