/** Where the running server and the operator's commands meet, when the embedded database lets only one of them in. */
import { join } from 'node:path';
import type { Config } from '../platform/config.ts';

/** Systems allow about a hundred bytes for the path of a socket. */
const longestSocketPath = 100;

/**
 * A socket in the data folder, or where its path would be too long, a file that names a port of the
 * loopback and a word to say there.
 */
export function operatorPlace({ dataDir }: Pick<Config, 'dataDir'>): {
  socket?: string;
  file: string;
} {
  const socket = join(dataDir, 'operator.sock');
  const short = Buffer.byteLength(socket) <= longestSocketPath && process.platform !== 'win32';
  return { ...(short && { socket }), file: join(dataDir, 'operator.json') };
}
