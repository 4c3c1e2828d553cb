/** What a backup says of itself, and the names that may stand in it. */
import { z } from 'zod';

/** The form of the archive; a higher one was made by a newer version. */
export const archiveFormat = 1;

export const manifestName = 'manifest.json';

const sum = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();
const word = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);

const table = z.object({
  name: word,
  columns: z.array(word).min(1),
  rows: count,
  bytes: count,
  sha256: sum,
});

const file = z.object({
  /** `files/.otklik`, `files/0a/0a…`, `secrets/jwt-secret`. */
  name: z
    .string()
    .regex(/^(files\/(\.otklik|[0-9a-f]{2}\/[\w-]{1,64})|secrets\/[a-z][a-z-]{0,40})$/),
  bytes: count,
  sha256: sum,
});

export const manifestShape = z.object({
  format: z.literal(archiveFormat),
  product: z.literal('otklik'),
  /** The version that took it. */
  version: z.string().max(40),
  engine: z.enum(['pglite', 'postgres']),
  createdAt: z.iso.datetime(),
  /** Which bot the data belongs to: `sandbox` or `bot:<id>`; null before the first start. */
  stamp: z.string().nullable(),
  secretFingerprint: z.string().nullable(),
  /** The moments that name the migrations the data has had. */
  migrations: z.array(count).min(1),
  /** The last invoice number used; null where there were no invoices yet. */
  lastInvoice: count.nullable(),
  tables: z.array(table),
  sequences: z.array(
    z.object({
      name: word,
      last: z
        .string()
        .regex(/^\d{1,19}$/)
        .nullable(),
    }),
  ),
  files: z.array(file),
});

export type Manifest = z.infer<typeof manifestShape>;
export type TableSummary = z.infer<typeof table>;
export type FileSummary = z.infer<typeof file>;
/** The part that the snapshot of the database gives. */
export type DataSummary = Omit<Manifest, 'files'>;

/** Where a table's rows stand, in the archive and in a folder that it is unpacked to. */
export function tableFile(name: string): string {
  return `tables/${name}.ndjson`;
}
