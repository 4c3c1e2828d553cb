/** The running server's door for the operator's commands, on the machine itself and for the owner of the data folder alone. */
import { once } from 'node:events';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newSecret } from '../platform/ids.ts';
import type { Platform } from '../platform/platform.ts';
import { sameSecret } from '../platform/secrets.ts';
import { operatorPlace } from './operator-place.ts';
import { releaseNotices } from './release.ts';
import { asSentence } from './sentence.ts';
import { prepareBackup, writeArchive } from './write-archive.ts';

type Parts = Pick<Platform, 'config' | 'database' | 'log'>;

/**
 * Opens it; the lock of the embedded database's folder is held, so a socket that is there already is
 * that of a dead one. What is given back closes it, once what is under way has ended.
 */
export async function openToOperator(platform: Parts): Promise<() => Promise<void>> {
  const { socket, file } = operatorPlace(platform.config);
  const token = newSecret();
  const running = new Set<Promise<void>>();
  const server = createServer((request, reply) => {
    const answering = answer(platform, { request, reply, token: socket ? undefined : token });
    running.add(answering);
    void answering.finally(() => running.delete(answering));
  });
  await rm(file, { force: true });
  await listen(server, socket);
  if (!socket) {
    const { port } = server.address() as AddressInfo;
    await writeFile(file, JSON.stringify({ port, token }), { mode: 0o600 });
  }
  return async () => {
    server.close();
    server.closeAllConnections();
    await Promise.all(running);
    await rm(socket ?? file, { force: true });
  };
}

async function listen(server: Server, socket: string | undefined): Promise<void> {
  if (socket) {
    await rm(socket, { force: true });
    server.listen(socket);
  } else server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  if (socket) await chmod(socket, 0o600);
}

/** Never throws. A failure before the first byte is a sentence; one after it ends the connection. */
async function answer(
  platform: Parts,
  given: { request: IncomingMessage; reply: ServerResponse; token: string | undefined },
): Promise<void> {
  const { request, reply, token } = given;
  try {
    if (token && !sameSecret(request.headers.authorization ?? '', `Bearer ${token}`)) {
      reply.writeHead(404).end();
      return;
    }
    if (request.url === '/backup') await sendBackup(platform, reply);
    else if (request.url === '/release' || request.url === '/release?drop=1') {
      const drop = request.url.endsWith('drop=1');
      reply.end(JSON.stringify(await releaseNotices(platform.database, { drop })));
    } else reply.writeHead(404).end();
  } catch (error) {
    platform.log.error({ err: error }, "The operator's command failed.");
    const said = asSentence(error);
    const words = said instanceof Error ? said.message : String(said);
    if (reply.headersSent) reply.destroy();
    else reply.writeHead(500).end(words);
  }
}

async function sendBackup({ config, database, log }: Parts, reply: ServerResponse): Promise<void> {
  const prepared = await prepareBackup(database, config);
  try {
    reply.writeHead(200, { 'content-type': 'application/zip' });
    await writeArchive(prepared, config, reply);
    log.info({ tables: prepared.data.tables.length }, 'A backup was taken.');
  } finally {
    await prepared.remove();
  }
}
