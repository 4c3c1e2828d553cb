/** Tags and canned answers. */
import type { FastifyRequest } from 'fastify';
import * as contract from '../../contract/ticket-tools.ts';
import { listTags } from '../../contract/tickets.ts';
import { deskOf, originOf, staffOf } from '../identity/identity.ts';
import { type Http, route } from '../platform/http.ts';
import type { Platform } from '../platform/platform.ts';
import {
  changeCannedAnswer,
  deleteCannedAnswer,
  fillCanned,
  makeCannedAnswer,
  readCannedAnswers,
  requireCannedAnswer,
} from './canned-answers.ts';
import type { DeskDoing } from './save-change.ts';
import { changeTag, deleteTag, makeTag, readTags } from './tags.ts';
import type { TicketsPorts } from './tickets.ts';

const done = { done: true as const };

export function registerTicketToolsRoutes(
  http: Http,
  platform: Platform,
  ports: TicketsPorts,
): void {
  const { database } = platform;
  const doing = (request: FastifyRequest): DeskDoing => ({
    platform,
    ports,
    viewer: deskOf(request),
    origin: originOf(request),
  });

  route(http, listTags, async () => readTags(database.handle));

  route(http, contract.addTag, async ({ body, request }) => makeTag(doing(request), body));

  route(http, contract.updateTag, async ({ params, body, request }) => {
    await changeTag(doing(request), params.tagId, body);
    return done;
  });

  route(http, contract.removeTag, async ({ params, request }) => {
    await deleteTag(doing(request), params.tagId);
    return done;
  });

  route(http, contract.listCannedAnswers, async () => readCannedAnswers(database.handle));

  route(http, contract.readCannedAnswer, async ({ params }) =>
    requireCannedAnswer(database.handle, params.cannedId),
  );

  route(http, contract.addCannedAnswer, async ({ body, request }) =>
    makeCannedAnswer(doing(request), body),
  );

  route(http, contract.updateCannedAnswer, async ({ params, body, request }) => {
    await changeCannedAnswer(doing(request), params.cannedId, body);
    return done;
  });

  route(http, contract.removeCannedAnswer, async ({ params, request }) => {
    await deleteCannedAnswer(doing(request), params.cannedId);
    return done;
  });

  route(http, contract.fillCannedAnswer, async ({ params, query, request }) => ({
    text: await fillCanned(platform, staffOf(request), {
      cannedId: params.cannedId,
      ticketRef: query.ticketId,
    }),
  }));
}
