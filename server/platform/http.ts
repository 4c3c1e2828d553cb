/** The HTTP server: endpoints are registered by their declarations in `contract/`, with one shape of error for all. */
import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import { fastifySSE } from '@fastify/sse';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Access, Endpoint, GivenReply, ParsedRequest } from '../../contract/endpoint.ts';
import type { Language } from '../../contract/person.ts';
import { answerError, answerNotFound } from './http-errors.ts';
import { refuseForeignPages } from './http-origin.ts';
import { warnOfUnnamedProxy } from './http-proxy.ts';
import { languageOf } from './i18n.ts';
import { callerOf, newRepeats, type Repeats } from './idempotency.ts';
import { newId } from './ids.ts';
import { limitAddress } from './limits.ts';
import type { Platform } from './platform.ts';
import { newTurns, type Turns } from './turns.ts';

export type Http = FastifyInstance;

declare module 'fastify' {
  interface FastifyInstance {
    repeats: Repeats;
    turns: Turns;
  }
  interface FastifyContextConfig {
    access?: Access;
    /** Staff must have given their password lately. */
    sensitive?: boolean;
  }
}

/** What a handler is given: the parsed request, and what surrounds it. */
export interface Call<E extends Endpoint> extends ParsedRequest<E> {
  request: FastifyRequest;
  reply: FastifyReply;
  /** The caller's language, for errors and texts. */
  language: Language;
  /** The caller's address as rate limits count it. Personal data: not for the log. */
  address: string;
}

/** 64 kB: more than any text of ours needs; uploads have a route and a limit of their own. */
const bodyLimit = 64 * 1024;

/**
 * More requests of one caller wait for the ones before: the embedded database answers in the order of
 * asking, and hundreds at once would make everybody else wait for them. A browser opens six.
 */
const requestsAtOnce = 8;

/** Makes the server with everything that all routes share; routes are added and then it listens. */
export async function newHttp(platform: Platform): Promise<Http> {
  const { config, log } = platform;
  const secure = config.appUrl.startsWith('https:');
  const http = fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    // A slow line gets the largest file through; nobody keeps a request open without end.
    requestTimeout: 600_000,
    trustProxy: config.trustProxy.length > 0 ? config.trustProxy : false,
    genReqId: () => newId(),
    // What no route has been found for yet: an address that cannot be read, or a part of it too long.
    frameworkErrors: (error, request, reply) => answerError(error, request, reply),
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    forceCloseConnections: 'idle',
  });
  http.setValidatorCompiler(validatorCompiler);
  http.setSerializerCompiler(serializerCompiler);
  http.setErrorHandler(answerError);
  http.setNotFoundHandler(answerNotFound);
  await http.register(helmet, {
    strictTransportSecurity: secure,
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Mantine sets styles on elements; nothing of a person's text ever becomes one.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        upgradeInsecureRequests: secure ? [] : null,
      },
    },
  });
  await http.register(cors, { origin: new URL(config.appUrl).origin, credentials: true });
  warnOfUnnamedProxy(http, platform);
  refuseForeignPages(http, config.appUrl);
  await http.register(cookie);
  await http.register(fastifySSE, { heartbeatInterval: 15_000 });
  http.decorate('repeats', newRepeats(platform));
  http.decorate('turns', newTurns(requestsAtOnce));
  keepAnswersOutOfCaches(http);
  dateAnswers(http, platform);
  logAnswers(http);
  return http;
}

/**
 * Registers an endpoint; what the handler gives back is cut to the reply schema. Writes under /api may
 * be repeated with an Idempotency-Key.
 */
export function route<E extends Endpoint>(
  http: Http,
  endpoint: E,
  handler: (call: Call<E>) => Promise<GivenReply<E>>,
): void {
  http.route({
    method: endpoint.method,
    url: endpoint.path,
    schema: schemaOf(endpoint),
    config: { access: endpoint.access, sensitive: endpoint.sensitive ?? false },
    ...(endpoint.bodyLimit && { bodyLimit: endpoint.bodyLimit }),
    handler: (request, reply) => {
      const run = () => handler(callOf<E>(request, reply));
      const work = () => http.repeats({ endpoint, request, reply, run });
      const caller = callerOf(request);
      return caller === undefined ? work() : http.turns(caller, work);
    },
  });
}

/** The Fastify schema of an endpoint; tags group the OpenAPI page by the first part of the path. */
export function schemaOf(endpoint: Endpoint) {
  return {
    summary: endpoint.summary,
    tags: [endpoint.path.split('/')[1] || 'health'],
    ...(endpoint.params && { params: endpoint.params }),
    ...(endpoint.query && { querystring: endpoint.query }),
    ...(endpoint.body && { body: endpoint.body }),
    ...(endpoint.reply && { response: { 200: endpoint.reply } }),
  };
}

/** Gathers what a handler needs from Fastify's objects; validation has made the parts what the endpoint says. */
export function callOf<E extends Endpoint>(request: FastifyRequest, reply: FastifyReply): Call<E> {
  return {
    params: request.params,
    query: request.query,
    body: request.body,
    request,
    reply,
    language: languageOf(request),
    address: limitAddress(request.ip),
  } as Call<E>;
}

/** Tokens and what people wrote: neither a browser nor a proxy keeps them, unless the route says otherwise. */
function keepAnswersOutOfCaches(http: Http): void {
  http.addHook('onSend', async (request, reply) => {
    if (/^\/(api|auth)\//.test(request.url) && !reply.hasHeader('cache-control')) {
      reply.header('cache-control', 'no-store');
    }
  });
}

/** By the clock that all times in the answers are of: pages set theirs by it. */
function dateAnswers(http: Http, { clock }: Pick<Platform, 'clock'>): void {
  http.addHook('onSend', async (_request, reply) => {
    reply.header('date', clock.now().toUTCString());
  });
}

function logAnswers(http: Http): void {
  http.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
      },
      'answered',
    );
  });
}
