/** What is known of each file; its bytes are on the disk, under its id. */
import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, createdAt, moment } from '../platform/platform.tables.ts';

export const files = pgTable(
  'files',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    /** Bytes. */
    size: integer('size').notNull(),
    /** Found in the content. */
    mediaType: text('media_type').notNull(),
    image: boolean('image').notNull(),
    sha256: bytes('sha256').notNull(),
    uploaderKind: text('uploader_kind', { enum: ['client', 'staff', 'token', 'system'] }).notNull(),
    uploaderId: uuid('uploader_id'),
    /** What carries it: a ticket's entry, or what a client says of a payment. Null until a message names the file; such go after a day. */
    subjectKind: text('subject_kind', {
      enum: ['ticket_entry', 'payment_claim', 'custom_message'],
    }),
    subjectId: uuid('subject_id'),
    /** Its place among the files of one message. */
    place: integer('place'),
    createdAt: createdAt(),
  },
  (table) => [
    index('files_subject').on(table.subjectId),
    index('files_unused').on(table.createdAt).where(sql`subject_id is null`),
  ],
);

/** Links good for 60 seconds: one file and one viewer. Stored as hashes. */
export const fileLinks = pgTable(
  'file_links',
  {
    hash: bytes('hash').primaryKey(),
    fileId: uuid('file_id')
      .notNull()
      .references(() => files.id, { onDelete: 'cascade' }),
    /** The session or token that asked: the link ends with it. */
    viewerKind: text('viewer_kind', { enum: ['client', 'staff', 'token'] }).notNull(),
    viewerId: uuid('viewer_id').notNull(),
    sessionId: uuid('session_id'),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [index('file_links_expiry').on(table.expiresAt)],
);

/** One row: the mark that the folder of the files must carry, so that a wrong or missing one is noticed. */
export const filesFolder = pgTable('files_folder', {
  only: boolean('only').primaryKey().default(true),
  mark: uuid('mark').notNull(),
  /** The mark has been written: from now on a folder without it is not ours. */
  written: boolean('written').notNull().default(false),
});
