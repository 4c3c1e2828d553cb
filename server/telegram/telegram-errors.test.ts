import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server as TcpServer,
} from 'node:net';
import { GrammyError, HttpError } from 'grammy';
import { afterEach, describe, expect, test } from 'vitest';
import { type BotApis, openApis, signalFor } from './api.ts';
import { pauseAfter } from './receiving/back-off.ts';
import { judge, type Verdict } from './telegram-errors.ts';

type Kind = Verdict['kind'];

// Every string that the Bot API server answers with, as far as its source tells.
const answers: Record<Exclude<Kind, 'connect'>, string[]> = {
  refused: [
    '401 Unauthorized',
    '401 Unauthorized: invalid token specified',
    '404 Not Found',
    '404 Not Found: method not found',
    '421 Misdirected Request: unallowed token specified',
    '400 Bad Request: Logged out',
  ],
  conflict: [
    '409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    '409 Conflict: terminated by setWebhook request',
    "409 Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    '409 Conflict: terminated by other setWebhook',
  ],
  rate_limit: ['429 Too Many Requests: retry after 17'],
  server: ['500 Internal Server Error: restart'],
  uncertain: [
    "500 Internal Server Error: sent message was immediately deleted and can't be returned",
    '502 Bad Gateway',
    '503 Service Unavailable',
    '504 Gateway Timeout',
  ],
  unreachable: [
    '403 Forbidden: bot was blocked by the user',
    '403 Forbidden: user is deactivated',
    "403 Forbidden: bot can't initiate conversation with a user",
    "403 Forbidden: the bot can't send messages to the bot",
    '403 Forbidden: bot was kicked from the group chat',
    '403 Forbidden: bot was kicked from the supergroup chat',
    '403 Forbidden: bot is not a member of the channel chat',
    '403 Forbidden: the group chat was deleted',
    '400 Bad Request: chat not found',
    '400 Bad Request: private chat not found',
  ],
  entities: [
    '400 Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 3',
    '400 Bad Request: can\'t parse entities: Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
    '400 Bad Request: ENTITY_BOUNDS_INVALID',
  ],
  unchanged: [
    '400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
  ],
  failed: [
    '400 Bad Request: chat_id is empty',
    '400 Bad Request: message text is empty',
    '400 Bad Request: text must be non-empty',
    '400 Bad Request: message is too long',
    '400 Bad Request: text is too long',
    '400 Bad Request: message caption is too long',
    '400 Bad Request: unsupported parse_mode',
    '400 Bad Request: message to edit not found',
    '400 Bad Request: message to delete not found',
    '400 Bad Request: message to be replied not found',
    '400 Bad Request: message to copy not found',
    "400 Bad Request: message can't be edited",
    '400 Bad Request: message thread not found',
    '400 Bad Request: query is too old and response timeout expired or query ID is invalid',
    '400 Bad Request: BUTTON_DATA_INVALID',
    '400 Bad Request: reply markup is too long',
    '400 Bad Request: inline keyboard button text must be non-empty',
    '400 Bad Request: text buttons are unallowed in the inline keyboard',
    '400 Bad Request: phone number can be requested in private chats only',
    '400 Bad Request: invalid file_id',
    '400 Bad Request: file is too big',
    '400 Bad Request: there is no document in the request',
    '400 Bad Request: method is available only for supergroups',
    '400 Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
    '400 Bad Request: secret token contains unallowed characters',
    '413 Request Entity Too Large',
  ],
  migrated: ['400 Bad Request: group chat was upgraded to a supergroup chat'],
};

const parametersOf: Partial<Record<Kind, object>> = {
  rate_limit: { retry_after: 17 },
  migrated: { migrate_to_chat_id: -1001 },
};

describe.each(Object.entries(answers))('%s', (kind, lines) => {
  test.each(lines)('%s', (line) => {
    const envelope = {
      ok: false as const,
      error_code: Number(line.slice(0, 3)),
      description: line.slice(4),
      parameters: parametersOf[kind as Kind],
    };
    expect(judge(new GrammyError('', envelope, 'sendMessage', {})).kind).toBe(kind);
  });
});

const open: { close(): void }[] = [];
let apis: BotApis | undefined;

afterEach(() => {
  apis?.close();
  for (const server of open.splice(0)) server.close();
});

const token = '7000001:a-token-that-nobody-may-ever-see-0';

/** What a send through the real client is judged as. */
async function judged(apiRoot: string, signal?: AbortSignal): Promise<Verdict> {
  apis = openApis({ token, apiRoot });
  try {
    await apis.api.sendMessage(5_000_001, 'hello', {}, signal && signalFor(signal));
  } catch (error) {
    return judge(error);
  }
  throw new Error('The send went well.');
}

async function listen(server: Server | TcpServer): Promise<string> {
  open.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function answering(answer: (response: ServerResponse) => void): Promise<string> {
  return listen(
    createServer((request, response) => {
      request.resume().once('end', () => answer(response));
    }),
  );
}

test('a port that nobody listens on: nothing was written', async () => {
  const server = createServer();
  const address = await listen(server);
  server.close();
  await once(server, 'close');
  expect(await judged(`http://${address}`)).toMatchObject({ kind: 'connect' });
});

test.each(['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])(
  '%s: nothing was written',
  (code) => {
    const cause = Object.assign(new Error('no way there'), { code });
    expect(judge(new HttpError('', cause)).kind).toBe('connect');
  },
);

test('a connection that breaks before it is secure: nothing was written', async () => {
  const address = await listen(createTcpServer((socket) => socket.destroy()));
  expect(await judged(`https://${address}`)).toMatchObject({ kind: 'connect' });
});

test('a server that speaks no TLS: nothing was written', async () => {
  const address = await answering((response) => response.end('{}'));
  expect(await judged(`https://${address}`)).toMatchObject({ kind: 'connect' });
});

test('a connection that breaks after the request was written: uncertain', async () => {
  const address = await answering((response) => response.socket?.destroy());
  expect(await judged(`http://${address}`)).toMatchObject({ kind: 'uncertain' });
});

test('a connection that is reset after the request was written: uncertain', async () => {
  const address = await listen(
    createTcpServer((socket) => {
      socket.once('data', () => socket.resetAndDestroy());
    }),
  );
  expect(await judged(`http://${address}`)).toMatchObject({ kind: 'uncertain' });
});

test('an answer that breaks off: uncertain', async () => {
  const address = await answering((response) => {
    response.write('{"ok":true', () => response.socket?.destroy());
  });
  expect(await judged(`http://${address}`)).toMatchObject({ kind: 'uncertain' });
});

test('no answer in time: uncertain', async () => {
  const arrived = Promise.withResolvers<void>();
  const address = await answering(() => arrived.resolve());
  const patience = new AbortController();
  const verdict = judged(`http://${address}`, patience.signal);
  await arrived.promise;
  patience.abort();
  expect(await verdict).toMatchObject({ kind: 'uncertain', reason: 'No answer in time.' });
});

test('an answer that is not JSON: uncertain', async () => {
  const address = await answering((response) => response.writeHead(502).end('502 Bad Gateway\n'));
  expect(await judged(`http://${address}`)).toMatchObject({ kind: 'uncertain' });
});

test('JSON that is no answer of the Bot API: uncertain', async () => {
  const address = await answering((response) => response.writeHead(500).end('{"message":"oops"}'));
  expect(await judged(`http://${address}`)).toMatchObject({ kind: 'uncertain' });
});

test('a redirect is not followed, and nothing was done', async () => {
  const address = await answering((response) =>
    response.writeHead(301, { location: 'http://127.0.0.1:1/' }).end(),
  );
  expect(await judged(`http://${address}`)).toMatchObject({ kind: 'connect' });
});

test('no reason shows the token or a person', async () => {
  const address = await answering((response) => response.end('not JSON'));
  const unheard = await judged(`http://${address}`);
  const envelope = {
    ok: false as const,
    error_code: 400,
    description: `Bad Request: user 5000001 of bot${token}`,
  };
  const answered = judge(new GrammyError('', envelope, 'sendMessage', {}));
  for (const { reason } of [unheard, answered]) {
    expect(reason).not.toContain('nobody-may');
    expect(reason).not.toContain('5000001');
  }
});

test('a rate limit is waited for exactly, never shorter', () => {
  const verdict: Verdict = { kind: 'rate_limit', afterSeconds: 17, reason: '' };
  expect(pauseAfter(verdict, 1, 0)).toBe(17_000);
  expect(pauseAfter(verdict, 9, 0.999)).toBeGreaterThanOrEqual(17_000);
});

test('a conflict is stayed away from for 5, 10, 15 and then 30 seconds, a refused token for longer', () => {
  const pauses = (kind: 'conflict' | 'refused') =>
    [1, 2, 3, 4, 5].map((times) => pauseAfter({ kind, reason: '' }, times, 0) / 1000);
  expect(pauses('conflict')).toEqual([5, 10, 15, 30, 30]);
  expect(pauses('refused')).toEqual([30, 60, 120, 300, 300]);
  expect(pauseAfter({ kind: 'conflict', reason: '' }, 1, 0.5)).toBe(5_500);
});
