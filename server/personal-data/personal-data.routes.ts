import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GivenReply } from '../../contract/endpoint.ts';
import * as contract from '../../contract/personal-data.ts';
import { clientOf, nameless, originOf, requireClient, staffOf } from '../identity/identity.ts';
import { CodedError } from '../platform/errors.ts';
import { type Http, route } from '../platform/http.ts';
import { asDownload } from '../platform/http-download.ts';
import { type Limit, takeFromLimits } from '../platform/limits.ts';
import type { Platform } from '../platform/platform.ts';
import { openArchive } from './archive-folder.ts';
import { deletePerson } from './deletion.ts';
import { newExports } from './export-worker.ts';
import type { Export } from './exports.queries.ts';
import { type By, beginExport, listExports, sweepExports, takeExport } from './exports.ts';

const done = { done: true as const };
/** For each client: an archive costs minutes and the disk. */
const exportLimits: Limit[] = [{ name: 'data.export', count: 5, seconds: 86_400 }];
/** For each client: each is kept in the audit log. */
const downloadLimits: Limit[] = [{ name: 'data.download', count: 60, seconds: 3600 }];

/** Archives and deletion. What was under way when an instance stopped goes on as soon as this one listens. */
export function registerPersonalDataRoutes(http: Http, platform: Platform): void {
  const { database, jobs } = platform;
  const exports = newExports(platform);
  http.addHook('onListen', async () => void exports.work());
  http.addHook('onClose', () => exports.stop());
  // For what another instance has left behind.
  jobs.schedule('data-exports', '* * * * *', async () => void exports.work());
  jobs.schedule('sweep-data-exports', '17 * * * *', () => sweepExports(platform));

  route(http, contract.myDataExports, async ({ request }) => ({
    items: (await listExports(platform, clientOf(request).id)).map(shown),
  }));

  route(http, contract.exportMyData, async ({ request }) => {
    const { id } = clientOf(request);
    await take(exportLimits, id);
    const made = await beginExport(platform, byClient(request), id);
    void exports.work();
    return shown(made);
  });

  route(http, contract.downloadMyData, async ({ request, reply, params }) => {
    const clientId = clientOf(request).id;
    await take(downloadLimits, clientId);
    const asked = { clientId, exportId: params.exportId };
    const found = await takeExport(platform, byClient(request), asked);
    await giveArchive(platform, { request, reply }, found);
    return undefined;
  });

  route(http, contract.deleteMyAccount, async ({ request, body }) => {
    const { kind, id } = clientOf(request);
    // Nothing is to be kept of who it was, nor from where.
    const by = { actor: { kind, id, name: nameless } };
    await deletePerson(platform, by, { id, name: body.name });
    return done;
  });

  route(http, contract.clientDataExports, async ({ params: { clientId } }) => {
    await requireClient(database.handle, clientId);
    return { items: (await listExports(platform, clientId)).map(shown) };
  });

  route(http, contract.exportClientData, async ({ request, params }) => {
    const made = await beginExport(platform, byStaff(request), params.clientId);
    void exports.work();
    return shown(made);
  });

  route(http, contract.downloadClientData, async ({ request, reply, params }) => {
    const found = await takeExport(platform, byStaff(request), params);
    await giveArchive(platform, { request, reply }, found);
    return undefined;
  });

  route(http, contract.deleteClient, async ({ request, params, body }) => {
    await deletePerson(platform, byStaff(request), { id: params.clientId, name: body.name });
    return done;
  });

  function take(limits: Limit[], who: string): Promise<void> {
    return takeFromLimits(database.handle, platform.secrets, { limits, who });
  }
}

function byClient(request: FastifyRequest): By {
  return { actor: clientOf(request), origin: originOf(request) };
}

function byStaff(request: FastifyRequest): By {
  return { actor: staffOf(request), origin: originOf(request) };
}

function shown(one: Export): GivenReply<typeof contract.exportMyData> {
  const { id, state, createdAt, progress, size, expiresAt } = one;
  return {
    id,
    state,
    createdAt: createdAt.toISOString(),
    progress,
    ...(size !== null && { size }),
    ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
  };
}

/** Streams the archive; throws `request.not_found` where the disk has lost it. */
async function giveArchive(
  { config, log }: Platform,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { id, size, createdAt }: Export,
): Promise<void> {
  const bytes = await openArchive(config.filesDir, id).catch((error) => {
    log.error({ err: error, export: id }, 'An archive is missing.');
    throw new CodedError('request.not_found');
  });
  const day = createdAt.toISOString().slice(0, 10);
  asDownload(reply, { name: `my-data-${day}.zip`, shown: false })
    .header('content-length', size ?? 0)
    .type('application/zip');
  if (request.method === 'HEAD') bytes.destroy();
  await reply.send(request.method === 'HEAD' ? Readable.from([]) : bytes);
}
