import multipart from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import * as contract from '../../contract/files.ts';
import { viewerOf } from '../identity/identity.ts';
import { CodedError } from '../platform/errors.ts';
import { type Http, route } from '../platform/http.ts';
import { type Limit, takeFromLimits } from '../platform/limits.ts';
import type { Platform } from '../platform/platform.ts';
import { followLink, makeLink } from './links.ts';
import { claimFolder } from './mark.ts';
import { type FilesPorts, giveFile, requireFile } from './reading.ts';
import { sweepFiles } from './sweep.ts';
import { type Arriving, keepFile } from './upload.ts';

/** For each person or program: a message holds ten, and people send a few at a time. */
const uploadLimits: Limit[] = [{ name: 'files.upload', count: 60, seconds: 60 }];
/** Clients are anybody with a Telegram account: what they send stays, and the disk is the company's. */
const clientLimits: Limit[] = [{ name: 'files.upload.day', count: 200, seconds: 86_400 }];
const linkLimits: Limit[] = [{ name: 'files.link', count: 300, seconds: 60 }];
/** For each address: tickets cannot be guessed, but asking costs the database a look. */
const openLimits: Limit[] = [{ name: 'files.open', count: 600, seconds: 60 }];

/** Uploads, downloads and links. Throws StartRefused when the folder is not this database's. */
export async function registerFilesRoutes(
  server: Http,
  platform: Platform,
  ports: FilesPorts,
): Promise<void> {
  await claimFolder(platform);
  platform.jobs.schedule('sweep-files', '23 2 * * *', () => sweepFiles(platform));

  await server.register(async (http) => {
    await http.register(multipart, {
      limits: { fileSize: contract.fileLimits.bytes + 1, files: 1, fields: 4, fieldSize: 1024 },
      throwFileSizeLimit: false,
    });
    route(http, contract.uploadFile, async ({ request }) => {
      const { kind, id } = viewerOf(request);
      const limits = kind === 'client' ? [...uploadLimits, ...clientLimits] : uploadLimits;
      await take(limits, `${kind}:${id}`);
      return keepFile(platform, { uploader: { kind, id }, ...(await partOf(request)) });
    });
  });

  route(server, contract.downloadFile, async ({ params, request, reply }) => {
    const asked = { viewer: viewerOf(request), fileId: params.fileId };
    await giveFile(platform, { request, reply }, await requireFile(platform, ports, asked));
    return undefined;
  });

  route(server, contract.fileLink, async ({ params, request }) => {
    const viewer = viewerOf(request);
    await take(linkLimits, `${viewer.kind}:${viewer.id}`);
    return makeLink(platform, ports, { viewer, fileId: params.fileId });
  });

  route(server, contract.openFileLink, async ({ params, request, reply, address }) => {
    await take(openLimits, address);
    const file = await followLink(platform, ports, params.ticket);
    await giveFile(platform, { request, reply }, file);
    return undefined;
  });

  function take(limits: Limit[], who: string): Promise<void> {
    return takeFromLimits(platform.database.handle, platform.secrets, { limits, who });
  }
}

/** The one part named `file`. Throws where the form has none or is broken. */
async function partOf(request: FastifyRequest): Promise<Omit<Arriving, 'uploader'>> {
  if (!request.isMultipart()) throw new CodedError('request.unsupported_media');
  const part = await request.file().catch((error) => {
    throw brokenForm(error);
  });
  if (part?.fieldname !== 'file') {
    part?.file.resume();
    throw new CodedError('request.invalid', { fields: { file: 'required' } });
  }
  return { name: part.filename ?? '', bytes: readable(part.file) };
}

/** What goes wrong while a form is read is the form's fault, or of the line that it came over. */
async function* readable(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* bytes;
  } catch (error) {
    throw brokenForm(error);
  }
}

function brokenForm(error: unknown): CodedError {
  return error instanceof CodedError ? error : new CodedError('request.invalid');
}
