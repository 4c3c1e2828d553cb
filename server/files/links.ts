/** Links to one file for one viewer, good for 60 seconds: for where no header can be sent along. */
import { standingViewer, type Viewer } from '../identity/identity.ts';
import { CodedError } from '../platform/errors.ts';
import { newSecret } from '../platform/ids.ts';
import type { Platform } from '../platform/platform.ts';
import { hashSecret } from '../platform/secrets.ts';
import { insertLink, type StoredFile, selectLink } from './files.queries.ts';
import { type FilesPorts, requireFile } from './reading.ts';

const seconds = 60;

export async function makeLink(
  platform: Platform,
  ports: FilesPorts,
  asked: { viewer: Viewer; fileId: string },
): Promise<{ url: string; expiresAt: string }> {
  const { viewer } = asked;
  const file = await requireFile(platform, ports, asked);
  const ticket = newSecret();
  const expiresAt = await platform.database.transaction((tx) =>
    insertLink(tx, {
      hash: hashSecret(ticket),
      fileId: file.id,
      viewerKind: viewer.kind,
      viewerId: viewer.id,
      sessionId: viewer.kind === 'token' ? null : viewer.sessionId,
      seconds,
    }),
  );
  if (!expiresAt) throw new Error('The link was not kept.');
  return { url: `/files/${ticket}`, expiresAt: expiresAt.toISOString() };
}

/**
 * The file of a link, if whoever asked for the link is still let in and may still have the file.
 * Throws `request.not_found` for everything else.
 */
export async function followLink(
  platform: Platform,
  ports: FilesPorts,
  ticket: string,
): Promise<StoredFile> {
  const link = await selectLink(platform.database.handle, hashSecret(ticket));
  if (!link) throw new CodedError('request.not_found');
  const viewer = await standingViewer(platform, {
    kind: link.viewerKind,
    id: link.viewerId,
    sessionId: link.sessionId,
  });
  if (!viewer) throw new CodedError('request.not_found');
  return requireFile(platform, ports, { viewer, fileId: link.fileId });
}
