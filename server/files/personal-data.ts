/** What files hold of a client: uploads that no message has named. Those of messages and claims go with what carries them. */
import { extname } from 'node:path';
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { FileShape } from '../../contract/files.ts';
import type { Db, Tx } from '../platform/database.ts';
import type { PersonalData } from '../platform/personal-data.ts';
import { fileLinks, files } from './files.tables.ts';

export const personalData: PersonalData = {
  tables: {
    files: 'person',
    file_links: 'person',
    files_folder: { nothing: 'The mark of the folder.' },
  },
  async *collect(db, { ids }) {
    // Twenty of the largest at most, and a day old at most: no pages are needed.
    const unused = await selectUnusedOf(db, ids);
    if (unused.length === 0) return;
    yield {
      part: 'files',
      items: unused.map((file) => ({
        createdAt: file.createdAt.toISOString(),
        ...inArchive(file),
      })),
      files: unused.map(placed),
    };
  },
  async erase(tx, _platform, { ids }) {
    await tx
      .delete(fileLinks)
      .where(and(eq(fileLinks.viewerKind, 'client'), inArray(fileLinks.viewerId, ids)));
    const gone = await tx
      .delete(files)
      .where(and(eq(files.uploaderKind, 'client'), inArray(files.uploaderId, ids)))
      .returning({ id: files.id });
    return { fileIds: gone.map(({ id }) => id) };
  },
};

/** How a file is told of in the archive of a person's data, and where it stands there. */
export function inArchive(file: FileShape): Record<string, unknown> {
  const { name, size, mediaType } = file;
  return { name, size, mediaType, path: placed(file).path };
}

/** Bytes: file systems take 255, and 120 letters of many alphabets are more. */
const longestName = 240;

/** Names are clean; a part of the id keeps two of one name apart. */
export function placed({ id, name }: Pick<FileShape, 'id' | 'name'>): { id: string; path: string } {
  const [before, ending] = [`${id.slice(0, 13)}-`, extname(name)];
  let stem = '';
  for (const character of name.slice(0, name.length - ending.length)) {
    const longer = stem + character;
    if (Buffer.byteLength(before + longer + ending) > longestName) break;
    stem = longer;
  }
  return { id, path: `files/${before}${stem}${ending}` };
}

/** Forgets the files that these entries or claims carry, and gives their ids: the bytes go after the commit. */
export async function deleteFilesOf(tx: Tx, subjectIds: readonly string[]): Promise<string[]> {
  const gone = await tx
    .delete(files)
    .where(inArray(files.subjectId, [...subjectIds]))
    .returning({ id: files.id });
  return gone.map(({ id }) => id);
}

function selectUnusedOf(db: Db, ids: string[]) {
  return db
    .select()
    .from(files)
    .where(
      and(
        isNull(files.subjectId),
        eq(files.uploaderKind, 'client'),
        inArray(files.uploaderId, ids),
      ),
    )
    .orderBy(asc(files.createdAt), asc(files.id));
}
