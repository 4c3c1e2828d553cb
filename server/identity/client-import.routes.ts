/** Clients from a table. */
import { z } from 'zod';
import * as contract from '../../contract/client-import.ts';
import type { GivenReply } from '../../contract/endpoint.ts';
import { CodedError } from '../platform/errors.ts';
import { type Http, route } from '../platform/http.ts';
import { pageOf, readCursor } from '../platform/pages.ts';
import type { Platform } from '../platform/platform.ts';
import { deleteForgotten, type Import, selectProblems } from './client-import.queries.ts';
import { checkImport, requireImport, startImport, uploadImport } from './client-import.ts';
import { newImports } from './client-import-worker.ts';
import { originOf, staffOf } from './viewer.ts';

/** What was under way when an instance stopped goes on as soon as this one listens. */
export function registerClientImportRoutes(http: Http, platform: Platform): void {
  const { database, jobs } = platform;
  const imports = newImports(platform);
  http.addHook('onListen', async () => void imports.work());
  http.addHook('onClose', () => imports.stop());
  // For what another instance has left behind.
  jobs.schedule('client-imports', '* * * * *', async () => void imports.work());
  jobs.schedule('delete-forgotten-imports', '23 * * * *', () => deleteForgotten(database.handle));

  route(http, contract.uploadImport, async ({ request, body }) =>
    shown(await uploadImport(platform, staffOf(request), body)),
  );

  route(http, contract.checkImport, async ({ params, body }) =>
    checkImport(platform, params.importId, body.columns),
  );

  route(http, contract.startImport, async ({ request, params, body }) => {
    const by = { viewer: staffOf(request), origin: originOf(request) };
    const started = await startImport(platform, by, params.importId, body);
    void imports.work();
    return shown(started);
  });

  route(http, contract.readImport, async ({ params }) =>
    shown(await requireImport(platform, params.importId)),
  );

  route(http, contract.importProblems, async ({ params, query: { after, limit } }) => {
    const start = readCursor(place, after) ?? 0;
    const problems = await selectProblems(database.handle, params.importId);
    if (!problems) throw new CodedError('request.not_found');
    const found = problems.slice(start, start + limit + 1);
    return pageOf(found, limit, () => start + limit);
  });
}

/** How many problems come before the page: they are kept in the order of the rows. */
const place = z.int().min(0);

function shown(found: Import): GivenReply<typeof contract.readImport> {
  const { id, fileName, state, heading, columns, sample, total, done } = found;
  const { added, updated, skipped, createdAt } = found;
  const refused = done - added - updated - skipped;
  return {
    id,
    fileName,
    state,
    createdAt: createdAt.toISOString(),
    heading,
    columns,
    sample,
    total,
    done,
    added,
    updated,
    skipped,
    refused,
  };
}
