/** The commands' end of the operator's door. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Config } from '../platform/config.ts';
import { StartRefused } from '../platform/errors.ts';
import { ifThere } from '../platform/if-there.ts';
import { operatorPlace } from './operator-place.ts';

/** The running server's answer; nothing where none runs. Throws StartRefused with its sentence where it refuses. */
export async function askOperator(
  config: Pick<Config, 'dataDir'>,
  what: 'backup' | 'release' | 'release?drop=1',
): Promise<IncomingMessage | undefined> {
  const where = await findDoor(config);
  if (!where) return undefined;
  const asking = request({ ...where, method: 'POST', path: `/${what}` });
  asking.end();
  try {
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    if (answer.statusCode === 200) return answer;
    throw new StartRefused((await text(answer)) || 'The running server refused.');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // A socket without anybody behind it: its server was killed.
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return undefined;
    if (code === 'ECONNRESET') throw new StartRefused('The server ended before it had answered.');
    throw error;
  }
}

async function findDoor(config: Pick<Config, 'dataDir'>) {
  const { socket, file } = operatorPlace(config);
  if (socket) return { socketPath: socket };
  const said = await ifThere(readFile(file, 'utf8'));
  if (said === undefined) return undefined;
  const { port, token } = JSON.parse(said);
  return { host: '127.0.0.1', port, headers: { authorization: `Bearer ${token}` } };
}
