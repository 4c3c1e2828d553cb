/** The HTTP server that bots talk to, on a loopback port of its own: `/bot<token>/<method>` and `/file/bot<token>/<path>`. */
import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { isLocalRequest } from '../platform/http-local.ts';
import { type Answer, answerCall, refusalAnswer } from './answer-call.ts';
import { findMethod } from './methods/methods.ts';
import { mostUploadBytes, readParams } from './read-params.ts';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

export interface BotApi {
  http: FastifyInstance;
  /** Lets everybody who waits go, answers what can be answered, and closes. */
  close(): Promise<void>;
}

export async function newBotApi(world: World): Promise<BotApi> {
  const stopping = new AbortController();
  const stopped = stopping.signal;
  const http = fastify({
    logger: false,
    bodyLimit: mostUploadBytes + 1024 * 1024,
    // By then all answers are out; what is left are open lines without a request.
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 1000 },
  });
  http.removeAllContentTypeParsers();
  await http.register(multipart, {
    limits: { fileSize: mostUploadBytes, fieldSize: 1024 * 1024, files: 20 },
  });
  http.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  http.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (error instanceof Refusal) return give(reply, refusalAnswer(error), stopped);
    const status = error.statusCode ?? 500;
    const words = status === 413 ? 'Request Entity Too Large' : 'Bad Request';
    const refusal =
      status < 500 ? new Refusal(status, words) : new Refusal(500, 'Internal Server Error');
    return give(reply, refusalAnswer(refusal), stopped);
  });
  http.setNotFoundHandler((_request, reply) =>
    give(reply, refusalAnswer(new Refusal(404, 'Not Found')), stopped),
  );
  // The token is no secret here, so a page that the operator has open elsewhere could play the bot.
  http.addHook('onRequest', async (request) => {
    if (!isLocalRequest(request))
      throw new Refusal(401, 'Unauthorized: the sandbox answers this machine only');
  });
  // Its time is that of the clock that it was given, in its headers as well.
  http.addHook('onSend', async (_request, reply) => {
    reply.header('date', world.clock.now().toUTCString());
  });
  http.all('/*', async (request, reply) => {
    const file = /^\/file\/bot([^/]+)\/([^?]+)/.exec(request.url);
    if (file) return giveFile(world, reply, { token: file[1] ?? '', path: file[2] ?? '' });
    const closed = new AbortController();
    reply.raw.once('close', () => closed.abort(left));
    const gone = AbortSignal.any([closed.signal, stopped]);
    return give(reply, await answer(world, request, gone), gone);
  });
  const answered = countAnswers(http);
  return {
    http,
    async close() {
      world.polls.stop();
      stopping.abort();
      await answered();
      await http.close();
    },
  };
}

/** Gives back a function that resolves once no request waits for its answer. */
function countAnswers(http: FastifyInstance): () => Promise<void> {
  let open = 0;
  let settle = () => {};
  http.server.on('request', (_request, response) => {
    open++;
    response.once('close', () => {
      open--;
      if (open === 0) settle();
    });
  });
  return () =>
    new Promise((resolve) => {
      settle = resolve;
      if (open === 0) resolve();
    });
}

/** Made once: a reason with a stack for every call would be dear. */
const left = new Error('The caller has left.');

async function answer(world: World, request: FastifyRequest, gone: AbortSignal): Promise<Answer> {
  try {
    const asked = /^\/bot([^/?]+)\/(?:test\/)?([^/?]+)\/?(?:\?|$)/.exec(request.url);
    if (!asked) throw new Refusal(404, 'Not Found');
    requireToken(world, asked[1] ?? '');
    const method = findMethod(asked[2] ?? '');
    if (!method) throw new Refusal(404, 'Not Found: method not found');
    return await answerCall(world, method, await readParams(request), gone);
  } catch (error) {
    if (error instanceof Refusal) return refusalAnswer(error);
    throw error;
  }
}

function requireToken(world: World, given: string): void {
  const token = given.replace(/%3a/gi, ':');
  if (token === world.token) return;
  const wellFormed = /^\d+:.+/.test(token);
  throw new Refusal(401, wellFormed ? 'Unauthorized' : 'Unauthorized: invalid token specified');
}

async function give(reply: FastifyReply, answer: Answer, gone: AbortSignal): Promise<FastifyReply> {
  if (answer.kind === 'hang' && !gone.aborted) {
    await new Promise((resolve) => gone.addEventListener('abort', resolve, { once: true }));
  }
  // A server that stops does not keep the line open for more.
  if (gone.aborted) reply.header('connection', 'close');
  if (answer.kind === 'gateway') {
    const words = answer.status === 504 ? '504 Gateway Timeout\n' : '502 Bad Gateway\n';
    return reply.code(answer.status).type('text/plain').send(words);
  }
  if (answer.kind !== 'envelope') {
    reply.hijack();
    reply.raw.destroy();
    return reply;
  }
  const { status, body } = answer;
  const parameters = body.parameters as { retry_after?: number } | undefined;
  if (status === 429 && parameters?.retry_after !== undefined) {
    reply.header('retry-after', parameters.retry_after);
  }
  return reply.code(status).type('application/json').send(JSON.stringify(body));
}

function giveFile(
  world: World,
  reply: FastifyReply,
  { token, path }: { token: string; path: string },
): FastifyReply {
  const bytes = token.replace(/%3a/gi, ':') === world.token ? world.files.bytesAt(path) : undefined;
  if (bytes) return reply.type('application/octet-stream').send(bytes);
  const body = { ok: false, error_code: 404, description: 'Not Found' };
  return reply.code(404).type('application/json').send(JSON.stringify(body));
}
