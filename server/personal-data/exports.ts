/** Archives of a person's data: asked for, listed, given, and gone after a week. */
import {
  type Actor,
  idsOfPerson,
  lockPerson,
  type Origin,
  personTopic,
  recordAudit,
  tellDesk,
} from '../identity/identity.ts';
import type { Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Platform } from '../platform/platform.ts';
import { archivesIn, removeArchive } from './archive-folder.ts';
import * as queries from './exports.queries.ts';

export interface By {
  actor: Actor & { kind: 'client' | 'staff' };
  origin: Origin;
}

/** Throws `request.not_found` for a client whom staff do not see, and `export.under_way`. */
export async function beginExport(
  platform: Platform,
  by: By,
  clientId: string,
): Promise<queries.Export> {
  return platform.database.transaction(async (tx) => {
    // Two who ask at the same moment take turns here.
    const client = await lockPerson(tx, clientId);
    if (await queries.isUnderWay(tx, client.id)) throw new CodedError('export.under_way');
    const asked = { id: newId(), clientId: client.id, askedByKind: by.actor.kind };
    const made = await queries.insertExport(tx, asked);
    const subject = { kind: 'client', id: client.id, label: client.name };
    await recordAudit(tx, by, { action: 'data.export_begun', subject });
    tellOfExport(tx, platform, client.id);
    return made;
  });
}

/** The archives of a client, the newest first. Throws `request.not_found`. */
export async function listExports(
  { database }: Platform,
  clientId: string,
): Promise<queries.Export[]> {
  return queries.selectExports(database.handle, await idsOfPerson(database.handle, clientId));
}

/**
 * An archive of this client's that can be given now; that it was is noted. Throws `request.not_found`
 * for one of somebody else's and `export.not_ready` where it is not there yet, or no more.
 */
export async function takeExport(
  platform: Platform,
  by: By,
  { clientId, exportId }: { clientId: string; exportId: string },
): Promise<queries.Export> {
  return platform.database.transaction(async (tx) => {
    const client = await lockPerson(tx, clientId);
    const found = await queries.selectExport(tx, exportId);
    const ids = await idsOfPerson(tx, client.id);
    if (!found || !ids.includes(found.clientId)) throw new CodedError('request.not_found');
    if (found.state !== 'ready') throw new CodedError('export.not_ready');
    const subject = { kind: 'client', id: client.id, label: client.name };
    await recordAudit(tx, by, { action: 'data.export_downloaded', subject });
    return found;
  });
}

/** Tells the client's pages, and those of admins. */
export function tellOfExport(tx: Tx, platform: Platform, clientId: string): void {
  tellDesk(tx, platform, `data:${clientId}`);
  platform.live.publish(tx, personTopic({ kind: 'client', id: clientId }), `data:${clientId}`);
}

/** Removes archives whose time is over, and whatever stands in their folder for no reason. */
export async function sweepExports(platform: Platform): Promise<void> {
  const { database, config } = platform;
  await database.transaction(async (tx) => {
    for (const { clientId } of await queries.updateExpired(tx)) {
      tellOfExport(tx, platform, clientId);
    }
  });
  const ids = await archivesIn(config.filesDir);
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  const wanted = await queries.selectWanted(
    database.handle,
    ids.filter((id) => isId.test(id)),
  );
  for (const id of ids) if (!wanted.has(id)) await removeArchive(config.filesDir, id);
}
