/** The way to the Bot API: grammY's `Api` on our own connections, without any layer that repeats. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import { Api } from 'grammy';
import { assertOutsideTransaction } from '../platform/database.ts';
import { unsentMark } from './telegram-errors.ts';

export interface BotAddress {
  token: string;
  /** Without a slash at the end. */
  apiRoot: string;
}

export interface BotApis {
  /** Gives up after 10 s. */
  api: Api;
  /** For long polling: gives up after 60 s, so that a stalled socket cannot make the bot deaf. */
  pollingApi: Api;
  /** For files: gives up after 60 s. */
  uploadApi: Api;
  /** Closes the connections that are kept open. */
  close(): void;
}

export function openApis({ token, apiRoot }: BotAddress): BotApis {
  const agent = newAgent(apiRoot);
  const open = (timeoutSeconds: number) => {
    const api = new Api(token, {
      apiRoot,
      timeoutSeconds,
      // A followed redirect would turn POST into GET and lose the message.
      baseFetchConfig: { agent, compress: true, redirect: 'error' },
    });
    api.config.use((call, method, payload, signal) => {
      assertNoTransaction(method);
      return call(method, payload, signal);
    });
    return api;
  };
  return { api: open(10), pollingApi: open(60), uploadApi: open(60), close: () => agent.destroy() };
}

type GrammySignal = NonNullable<Parameters<Api['getMe']>[0]>;

/** grammY's types know only the signal of a library older than Node's own. */
export function signalFor(signal: AbortSignal): GrammySignal {
  return signal as unknown as GrammySignal;
}

/** The bot's id is the part of its token before the colon, and no secret. */
export function botIdOf(token: string): number {
  return Number(token.split(':')[0]);
}

function assertNoTransaction(method: string): void {
  try {
    assertOutsideTransaction();
  } catch {
    throw new Error(`${method} was called inside a transaction: give it to \`after\` instead.`);
  }
}

/** A connection that does not stand by then is given up, well before the send itself is. */
const connectMilliseconds = 4_000;

/**
 * Idle connections are closed by us after 4 s: servers close theirs after 5 s (Node) to 75 s (nginx), and
 * a request written onto a connection that is just being closed is lost without our knowing.
 */
const options = { keepAlive: true, maxSockets: 256, timeout: 4_000 };

function newAgent(apiRoot: string): HttpAgent {
  return apiRoot.startsWith('https:')
    ? new MarkingHttpsAgent({ ...options, scheduling: 'lifo' })
    : new MarkingHttpAgent({ ...options, scheduling: 'lifo' });
}

class MarkingHttpAgent extends HttpAgent {
  override createConnection(...given: Parameters<HttpAgent['createConnection']>) {
    return markUnsent(super.createConnection(...given), 'connect');
  }
}

class MarkingHttpsAgent extends HttpsAgent {
  override createConnection(...given: Parameters<HttpsAgent['createConnection']>) {
    return markUnsent(super.createConnection(...given), 'secureConnect');
  }
}

/** Errors before the connection stands (a certificate included) say by their code that nothing was written. */
function markUnsent<S extends Duplex | null | undefined>(socket: S, event: string): S {
  if (!socket) return socket;
  let standing = false;
  // After a busy moment of this process the timer comes before the news that the connection stands: hear that first.
  const late = setTimeout(() => setImmediate(giveUp), connectMilliseconds);
  socket.once('error', mark);
  socket.once('close', () => clearTimeout(late));
  socket.once(event, () => {
    standing = true;
    clearTimeout(late);
    socket.removeListener('error', mark);
  });
  return socket;

  function giveUp(): void {
    if (standing) return;
    socket?.destroy(Object.assign(new Error('Connecting took too long.'), { code: 'ETIMEDOUT' }));
  }

  function mark(error: Error & { code?: unknown }): void {
    error.code = `${unsentMark}${typeof error.code === 'string' ? error.code : error.name}`;
  }
}
