/** What a viewer is told of themselves, and may change of it. */
import type { Body, GivenReply } from '../../contract/endpoint.ts';
import type { updateMe } from '../../contract/profile.ts';
import type { me } from '../../contract/session.ts';
import { CodedError } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import { recordAudit } from './audit.ts';
import { personTopic, tellDesk } from './live-topics.ts';
import * as queries from './me.queries.ts';
import type { ClientViewer, Origin, StaffViewer, Viewer } from './viewer.ts';

/** The reply of `GET /api/me`. */
export async function describeViewer(
  { database }: Platform,
  viewer: Viewer,
): Promise<GivenReply<typeof me>> {
  if (viewer.kind === 'token') return { ...viewer, scopes: [...viewer.scopes] };
  if (viewer.kind === 'client') return viewer;
  return { ...viewer, ...(await queries.selectSecondFactor(database.handle, viewer.id)) };
}

/** Changes the viewer's own name, language or time zone; their other pages hear of it, and the desk too. Throws `session.ended`. */
export async function updateViewer(
  platform: Platform,
  viewer: ClientViewer | StaffViewer,
  { given, origin }: { given: Body<typeof updateMe>; origin: Origin },
): Promise<void> {
  const { kind, id } = viewer;
  const changes = changesOf(viewer, given);
  if (Object.keys(changes).length === 0) return;
  await platform.database.transaction(async (tx) => {
    if (!(await queries.updateViewer(tx, viewer, given))) throw new CodedError('session.ended');
    await recordAudit(
      tx,
      { actor: viewer, origin },
      {
        action: `${kind}.changed`,
        subject: { kind, id, label: given.name ?? viewer.name },
        changes,
      },
    );
    platform.live.publish(tx, personTopic(viewer), 'me');
    tellDesk(tx, platform, `${kind}:${id}`);
  });
}

function changesOf(
  viewer: ClientViewer | StaffViewer,
  given: Body<typeof updateMe>,
): Record<string, [string | null, string | null]> {
  const changes: Record<string, [string | null, string | null]> = {};
  for (const field of ['name', 'language', 'timeZone'] as const) {
    const to = given[field];
    const from = viewer[field] ?? null;
    if (to !== undefined && to !== from) changes[field] = [from, to];
  }
  return changes;
}
