/** What this slice holds of a client: that archives were made. The archives themselves go after the commit. */
import { asc, inArray } from 'drizzle-orm';
import type { PersonalData } from '../platform/personal-data.ts';
import { dataExports } from './personal-data.tables.ts';

export const personalData: PersonalData = {
  tables: { data_exports: 'person' },
  async *collect(db, { ids }) {
    const made = await db
      .select()
      .from(dataExports)
      .where(inArray(dataExports.clientId, ids))
      .orderBy(asc(dataExports.createdAt));
    yield {
      part: 'exports',
      items: made.map(({ createdAt, askedByKind }) => ({
        createdAt: createdAt.toISOString(),
        askedBy: askedByKind,
      })),
    };
  },
  async erase(tx, _platform, { ids }) {
    await tx.delete(dataExports).where(inArray(dataExports.clientId, ids));
    return { fileIds: [] };
  },
};
