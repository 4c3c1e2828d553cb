import type { GivenReply } from '../../../contract/endpoint.ts';
import * as contract from '../../../contract/telegram.ts';
import { clientOf, staffOf } from '../../identity/identity.ts';
import { type Http, route } from '../../platform/http.ts';
import type { Platform } from '../../platform/platform.ts';
import { disconnect } from './connect-end.ts';
import { deleteOldLinks } from './connect-link.queries.ts';
import { answerLink, cancelLink, makeLink, type Owner } from './connect-link.ts';
import { readStatus } from './connection-status.ts';
import { sendTest } from './test-message.ts';

/** One's own Telegram: the same for clients and for staff, and the tidying up. */
export function registerConnectionRoutes(
  http: Http,
  platform: Platform,
  bot: { username(): string },
): void {
  platform.jobs.schedule('delete-old-connect-links', '29 * * * *', () =>
    deleteOldLinks(platform.database.handle),
  );

  route(http, contract.clientTelegramLink, ({ request }) => generate(ownerOf(clientOf(request))));
  route(http, contract.clientTelegramStatus, ({ request }) => status(ownerOf(clientOf(request))));
  route(http, contract.clientTelegramConfirm, ({ request, body }) =>
    confirm(ownerOf(clientOf(request)), body),
  );
  route(http, contract.clientTelegramCancel, ({ request }) => cancel(ownerOf(clientOf(request))));
  route(http, contract.clientTelegramDisconnect, ({ request }) => end(ownerOf(clientOf(request))));
  route(http, contract.clientTelegramTest, ({ request }) =>
    sendTest(platform, ownerOf(clientOf(request))),
  );

  route(http, contract.staffTelegramLink, ({ request }) => generate(ownerOf(staffOf(request))));
  route(http, contract.staffTelegramStatus, ({ request }) => status(ownerOf(staffOf(request))));
  route(http, contract.staffTelegramConfirm, ({ request, body }) =>
    confirm(ownerOf(staffOf(request)), body),
  );
  route(http, contract.staffTelegramCancel, ({ request }) => cancel(ownerOf(staffOf(request))));
  route(http, contract.staffTelegramDisconnect, ({ request }) => end(ownerOf(staffOf(request))));
  route(http, contract.staffTelegramTest, ({ request }) =>
    sendTest(platform, ownerOf(staffOf(request))),
  );

  async function generate(owner: Owner): Promise<GivenReply<typeof contract.clientTelegramLink>> {
    const { expiresAt, ...made } = await makeLink(platform, owner, bot.username());
    return { ...made, expiresAt: expiresAt.toISOString() };
  }

  async function status(owner: Owner) {
    return readStatus(platform.database.handle, owner);
  }

  async function confirm(owner: Owner, given: { accept: boolean; id?: string | undefined }) {
    await answerLink(platform, owner, given);
    return status(owner);
  }

  async function cancel(owner: Owner) {
    await cancelLink(platform, owner);
    return status(owner);
  }

  async function end(owner: Owner) {
    await disconnect(platform, owner);
    return { connected: false as const };
  }
}

function ownerOf({ kind, id, sessionId, language }: Viewer): Owner {
  return { person: { kind, id }, sessionId, language };
}

type Viewer = Pick<Owner, 'sessionId' | 'language'> & Owner['person'];
