/** A client leaves: whatever is known of the person goes in one transaction, what was issued stays in the books. */

import { deleteBytes } from '../files/files.ts';
import {
  type Actor,
  lockPerson,
  nameless,
  type Origin,
  personTopic,
  recordAudit,
  tellDesk,
} from '../identity/identity.ts';
import { CodedError } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import { removeArchive } from './archive-folder.ts';
import { selectExportIds } from './exports.queries.ts';
import { goingOrder, knowPerson } from './slices.ts';

/**
 * Deletes the client of this id, whose name has been typed again. The sessions end with it. Throws
 * `request.not_found` and `account.name_differs`.
 */
export async function deletePerson(
  platform: Platform,
  by: { actor: Actor; origin?: Origin },
  { id, name }: { id: string; name: string },
): Promise<void> {
  const gone = await platform.database.transaction(async (tx) => {
    const client = await lockPerson(tx, id);
    if (plain(client.name) !== plain(name)) throw new CodedError('account.name_differs');
    const person = await knowPerson(tx, client.id);
    const archives = await selectExportIds(tx, person.ids);
    const fileIds: string[] = [];
    for (const slice of goingOrder) {
      const erased = await slice.erase(tx, platform, person);
      fileIds.push(...erased.fileIds);
    }
    await recordAudit(tx, by, {
      action: 'client.deleted',
      subject: { kind: 'client', id: client.id, label: nameless },
    });
    for (const one of person.ids) tellDesk(tx, platform, `client:${one}`);
    for (const topic of ['ticket', 'invoice', 'data']) tellDesk(tx, platform, topic);
    platform.live.publish(tx, personTopic({ kind: 'client', id: client.id }), 'me');
    return { fileIds, archives };
  });
  // What a crash leaves here, the sweeps of both folders find.
  const { filesDir } = platform.config;
  await deleteBytes(platform, gone.fileIds);
  for (const archive of gone.archives) await removeArchive(filesDir, archive);
}

/** As people type: spaces and capitals do not count, nor how a letter with a mark is written. */
function plain(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase();
}
