/** Pages of other sites write nothing here, with or without cookies. Reading is what CORS keeps them from. */
import type { FastifyRequest } from 'fastify';
import { CodedError } from './errors.ts';
import type { Http } from './http.ts';

const reading = ['GET', 'HEAD', 'OPTIONS'];

/**
 * SameSite alone is not enough: a form posted from elsewhere brings no cookie, but what the answer
 * does to cookies counts, and sibling subdomains are the same site. Programs send neither header.
 */
export function refuseForeignPages(http: Http, appUrl: string): void {
  const own = new URL(appUrl).origin;
  http.addHook('onRequest', async (request) => {
    if (!reading.includes(request.method) && isFromForeignPage(request, own)) {
      throw new CodedError('request.forbidden');
    }
  });
}

function isFromForeignPage({ headers }: FastifyRequest, own: string): boolean {
  const { origin, host, 'sec-fetch-site': site } = headers;
  if (origin === own) return false;
  // Set by the browser itself, and true whatever a proxy makes of the Host.
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host);
}
