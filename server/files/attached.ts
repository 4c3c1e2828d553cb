/** Files that belong to a message: named by it when it is written, listed when it is read. */
import type { FileShape } from '../../contract/files.ts';
import type { Db, Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import {
  type FileSubject,
  lockUnused,
  selectFilesOf,
  setSubject,
  type Uploader,
} from './files.queries.ts';

/**
 * Makes uploaded files those of what carries them, in the order given. Throws `file.not_found` for what is
 * missing, somebody else's, used already or named twice.
 */
export async function attachFiles(
  tx: Tx,
  {
    fileIds,
    subject,
    viewer,
  }: { fileIds: readonly string[]; subject: FileSubject; viewer: Uploader },
): Promise<void> {
  if (fileIds.length === 0) return;
  // The database writes its ids in small letters; whoever sends them may not.
  const asked = fileIds.map((id) => id.toLowerCase());
  const usable = await lockUnused(tx, asked, viewer);
  if (usable.length !== asked.length) throw new CodedError('file.not_found');
  for (const [place, fileId] of asked.entries()) await setSubject(tx, { fileId, subject, place });
}

/** The files of each of these entries or claims, in their order; one without files is missing. */
export async function filesOf(
  db: Db,
  subjectIds: readonly string[],
): Promise<Map<string, FileShape[]>> {
  const found = new Map<string, FileShape[]>();
  if (subjectIds.length === 0) return found;
  for (const { subjectId, file } of await selectFilesOf(db, [...subjectIds])) {
    if (subjectId === null) continue;
    const files = found.get(subjectId) ?? [];
    files.push(file);
    found.set(subjectId, files);
  }
  return found;
}
