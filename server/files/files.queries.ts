/** SQL of files and of the links to them. */
import { and, asc, eq, gt, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { FileShape } from '../../contract/files.ts';
import { databaseNow } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/database.ts';
import { fileLinks, files, filesFolder } from './files.tables.ts';

/** What carries files. */
export interface FileSubject {
  kind: 'ticket_entry' | 'payment_claim' | 'custom_message';
  id: string;
}

/** Whoever has uploaded a file. */
export interface Uploader {
  kind: 'client' | 'staff' | 'token';
  id: string;
}

const shape = {
  id: files.id,
  name: files.name,
  size: files.size,
  mediaType: files.mediaType,
  image: files.image,
};

/** Those of the ids that this uploader may still use, locked so that two messages cannot both take them. */
export async function lockUnused(tx: Tx, ids: string[], uploader: Uploader): Promise<string[]> {
  const found = await tx
    .select({ id: files.id })
    .from(files)
    .where(
      and(
        inArray(files.id, ids),
        isNull(files.subjectId),
        eq(files.uploaderKind, uploader.kind),
        eq(files.uploaderId, uploader.id),
      ),
    )
    .orderBy(asc(files.id))
    .for('update');
  return found.map(({ id }) => id);
}

export async function setSubject(
  tx: Tx,
  { fileId, subject, place }: { fileId: string; subject: FileSubject; place: number },
): Promise<void> {
  await tx
    .update(files)
    .set({ subjectKind: subject.kind, subjectId: subject.id, place })
    .where(eq(files.id, fileId));
}

export async function selectFilesOf(
  db: Db,
  subjectIds: string[],
): Promise<{ subjectId: string | null; file: FileShape }[]> {
  return db
    .select({ subjectId: files.subjectId, file: shape })
    .from(files)
    .where(inArray(files.subjectId, subjectIds))
    .orderBy(asc(files.subjectId), asc(files.place));
}

/** Uploads of one person take turns, so that all of them together stay under the bound. */
export async function lockUploader(tx: Tx, { kind, id }: Uploader): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`files:${kind}:${id}`}::text, 0))`,
  );
}

/** Bytes that this uploader has in files without a message. */
export async function sumUnused(db: Db, uploader: Uploader): Promise<number> {
  const [row] = await db
    .select({ bytes: sql<number>`coalesce(sum(${files.size}), 0)::float8` })
    .from(files)
    .where(
      and(
        isNull(files.subjectId),
        eq(files.uploaderKind, uploader.kind),
        eq(files.uploaderId, uploader.id),
      ),
    );
  return row?.bytes ?? 0;
}

export async function insertFile(
  tx: Tx,
  { uploader, ...file }: FileShape & { sha256: Buffer; uploader: Uploader },
): Promise<void> {
  await tx.insert(files).values({ ...file, uploaderKind: uploader.kind, uploaderId: uploader.id });
}

export type StoredFile = FileShape & {
  uploaderKind: string;
  uploaderId: string | null;
  subjectKind: FileSubject['kind'] | null;
  subjectId: string | null;
};

export async function selectFile(db: Db, id: string): Promise<StoredFile | undefined> {
  const { uploaderKind, uploaderId, subjectKind, subjectId } = files;
  const [file] = await db
    .select({ ...shape, uploaderKind, uploaderId, subjectKind, subjectId })
    .from(files)
    .where(eq(files.id, id));
  return file;
}

/** Which of these ids are files. */
export async function selectKnown(db: Db, ids: string[]): Promise<Set<string>> {
  const found = await db.select({ id: files.id }).from(files).where(inArray(files.id, ids));
  return new Set(found.map(({ id }) => id));
}

/** Forgets the files that no message has named within a day, and gives their ids. */
export async function deleteUnused(tx: Tx): Promise<string[]> {
  const gone = await tx
    .delete(files)
    .where(
      and(isNull(files.subjectId), lte(files.createdAt, sql`${databaseNow} - interval '1 day'`)),
    )
    .returning({ id: files.id });
  return gone.map(({ id }) => id);
}

export interface Link {
  fileId: string;
  viewerKind: 'client' | 'staff' | 'token';
  viewerId: string;
  sessionId: string | null;
}

/** Keeps a link for so many seconds, and gives its end. */
export async function insertLink(
  tx: Tx,
  { seconds, ...link }: Link & { hash: Buffer; seconds: number },
): Promise<Date | undefined> {
  const [row] = await tx
    .insert(fileLinks)
    .values({ ...link, expiresAt: sql`${databaseNow} + make_interval(secs => ${seconds})` })
    .returning({ expiresAt: fileLinks.expiresAt });
  return row?.expiresAt;
}

export async function selectLink(db: Db, hash: Buffer): Promise<Link | undefined> {
  const { fileId, viewerKind, viewerId, sessionId } = fileLinks;
  const [link] = await db
    .select({ fileId, viewerKind, viewerId, sessionId })
    .from(fileLinks)
    .where(and(eq(fileLinks.hash, hash), gt(fileLinks.expiresAt, databaseNow)));
  return link;
}

export async function deleteEndedLinks(tx: Tx): Promise<void> {
  await tx.delete(fileLinks).where(lte(fileLinks.expiresAt, databaseNow));
}

/** The mark of the folder, made where there is none yet; locked until the transaction ends. */
export async function lockMark(tx: Tx, fresh: string) {
  await tx.insert(filesFolder).values({ mark: fresh }).onConflictDoNothing();
  const [row] = await tx.select().from(filesFolder).for('update');
  return row;
}

export async function setMarkWritten(tx: Tx): Promise<void> {
  await tx.update(filesFolder).set({ written: true });
}
