/** Reading the audit log. */
import { DateTime } from 'luxon';
import { auditAction, audit as contract } from '../../contract/audit.ts';
import type { GivenReply } from '../../contract/endpoint.ts';
import { type Http, route } from '../platform/http.ts';
import { idPlace, pageOf, readCursor } from '../platform/pages.ts';
import type { Platform } from '../platform/platform.ts';
import { type AuditRow, selectAudit } from './audit.queries.ts';
import type { IdentityPorts } from './ports.ts';

export function registerAuditRoutes(
  http: Http,
  { database }: Platform,
  { timeZone }: Pick<IdentityPorts, 'timeZone'>,
): void {
  route(http, contract, async ({ query: { limit, from, to, ...query } }) => {
    const zone = await timeZone(database.handle);
    const after = readCursor(idPlace, query.after);
    const days = { from: from && startOf(from, 0, zone), until: to && startOf(to, 1, zone) };
    const found = await selectAudit(
      database.handle,
      { ...query, from: days.from || undefined, until: days.until || undefined },
      { after, most: limit + 1 },
    );
    const { items, ...rest } = pageOf(found, limit, ({ id }) => id);
    return { items: items.map(shown), ...rest };
  });
}

/** The midnight that begins the day, or so many days later; days that the database has no name for are moved to one. */
function startOf(day: string, later: number, zone: string): Date {
  const start = DateTime.fromISO(day, { zone }).startOf('day').plus({ days: later });
  return new Date(Math.min(Math.max(start.toMillis(), 0), latest));
}

const latest = Date.UTC(9999, 11, 31);

/** Characters of a value that the log shows: a page of long notes must stay a small reply. */
const mostShown = 200;

function shown(row: AuditRow): GivenReply<typeof contract>['items'][number] {
  const { subjectKind: kind, subjectId, subjectLabel } = row;
  const changes = Object.entries(row.changes).map(([field, [from, to]]) => [
    field,
    [shortened(from), shortened(to)],
  ]);
  return {
    id: row.id,
    at: row.at.toISOString(),
    action: auditAction.parse(row.action),
    actor: { kind: row.actorKind, ...(row.actorId && { id: row.actorId }), name: row.actorName },
    ...(kind && { subject: { kind, id: subjectId ?? '', label: subjectLabel ?? '' } }),
    changes: Object.fromEntries(changes),
    ...(row.address && { address: row.address }),
    ...(row.browser && { browser: row.browser }),
  };
}

function shortened(value: string | null): string | null {
  const characters = value === null ? [] : [...value];
  return characters.length > mostShown ? `${characters.slice(0, mostShown).join('')}…` : value;
}
