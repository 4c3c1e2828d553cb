/** The built web: hashed files are kept for ever, the page itself is asked for each time. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { Http } from './http.ts';

/** Serves `folder`; a path that is no file gets the page, which has the routes of the screens. */
export async function serveWeb(http: Http, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) {
    http.log.warn('The web is not built: only the API answers. Run `npm start`, which builds it.');
    return;
  }
  await http.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    cacheControl: false,
    setHeaders: (response, path) => {
      const hashed = path.includes('/assets/');
      response.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  http.get('/*', { schema: { hide: true } }, (request, reply) => {
    const wantsPage = /text\/html/.test(request.headers.accept ?? '');
    const ofApi = /^\/(api|auth|telegram|docs|assets|sandbox\/api)(\/|$)/.test(request.url);
    return wantsPage && !ofApi ? reply.sendFile('index.html') : reply.callNotFound();
  });
}
