/** A row of the ledger as the operator sees it. */
import type { DeliveryRow } from '../../contract/deliveries.ts';
import { type NoticeFacts, retryOf } from '../notifications/notifications.ts';
import { areaOf } from './area.ts';
import type { DeliveryFacts } from './deliveries.queries.ts';
import type { Names } from './names.ts';
import { explain } from './reason.ts';

export interface Hold {
  until: Date;
  reason: string;
}

/** Whom it is for and what it is about, as `namesFor` asks. */
export function mentionsOf({ notice }: DeliveryFacts): Pick<NoticeFacts, 'person' | 'subject'> {
  const { personKind, personId, subjectKind, subjectId } = notice;
  return {
    ...(personKind && personId && { person: { kind: personKind, id: personId } }),
    ...(subjectKind && subjectId && { subject: { kind: subjectKind, id: subjectId } }),
  };
}

export function shownRow(
  found: DeliveryFacts,
  { names, hold }: { names: Names; hold: Hold | undefined },
): DeliveryRow {
  const { notice } = found;
  const { person, subject } = mentionsOf(found);
  const name = person && names.person(person);
  const about = names.about(subject);
  const { state, reason } = standing(found);
  const why = explain(state === 'delivered' ? undefined : reason);
  const waits = waitOf(found, { state, hold });
  return {
    id: notice.id,
    ...(person && { person: { ...person, ...(name !== undefined && { name }) } }),
    kind: notice.kind,
    area: areaOf(notice.kind),
    ...(about && { about }),
    state,
    ...(why && { why }),
    tries: notice.tries,
    perhapsTwice: notice.perhapsTwice,
    createdAt: notice.createdAt.toISOString(),
    ...(notice.settledAt && { settledAt: notice.settledAt.toISOString() }),
    ...(waits && { waits }),
    may: deedsOf(found),
  };
}

/** What waits in a closed lane is shown as what it is, without a write to each notice. */
function standing({ notice, closedAt, closedReason }: DeliveryFacts) {
  const { due, state, reason } = notice;
  if (due && closedAt && state !== 'unreachable') {
    return { state: 'unreachable' as const, reason: closedReason ?? undefined };
  }
  return { state, reason: reason ?? undefined };
}

function waitOf(
  { notice, holdUntil, now }: DeliveryFacts,
  { state, hold }: { state: NoticeFacts['state']; hold: Hold | undefined },
): DeliveryRow['waits'] {
  if (!notice.due) return undefined;
  if (state === 'unreachable') return { because: 'person' };
  const ahead = [
    { because: 'bot' as const, until: hold?.until },
    { because: 'chat' as const, until: holdUntil },
    { because: 'later' as const, until: notice.notBefore },
  ].flatMap(({ because, until }) => (until && until > now ? [{ because, until }] : []));
  const [last] = ahead.toSorted((one, other) => other.until.getTime() - one.until.getTime());
  if (last) return { because: last.because, until: last.until.toISOString() };
  return { because: state === 'uncertain' ? 'again' : 'turn' };
}

function deedsOf(found: DeliveryFacts): DeliveryRow['may'] {
  const { notice } = found;
  const retry = retryOf({ ...standing(found), waiting: notice.due, code: notice.rank === 0 });
  return [...(retry ? [retry] : []), ...(notice.due && notice.rank > 0 ? ['cancel' as const] : [])];
}
