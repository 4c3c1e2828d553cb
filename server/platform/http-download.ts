/** How bytes that somebody may keep are given: a browser shows them or saves them, and runs nothing. */
import type { FastifyReply } from 'fastify';

/** `shown`: in the browser where it can; otherwise it is saved under this name. */
export interface Download {
  name: string;
  shown: boolean;
}

/** Puts the headers on the reply; the type and the length are the caller's. */
export function asDownload(reply: FastifyReply, download: Download): FastifyReply {
  return reply
    .header('content-disposition', dispositionOf(download))
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('x-content-type-options', 'nosniff')
    .header('cross-origin-resource-policy', 'same-origin')
    .header('cache-control', 'private, no-store');
}

/** RFC 6266: the name in both spellings, for a browser that knows only the old one as well. */
function dispositionOf({ name, shown }: Download): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${shown ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
