import * as contract from '../../contract/custom-messages.ts';
import { type Http, route } from '../platform/http.ts';
import { type Limit, takeFromLimits } from '../platform/limits.ts';
import type { Platform } from '../platform/platform.ts';
import { type CustomMessagesPorts, doingOf } from './ports.ts';
import {
  listMessages,
  listMessagesTo,
  listReceipts,
  previewAudience,
  readMessage,
} from './read.ts';
import { cancelMessage, sendToClient, sendToGroup } from './send.ts';

/** For each member of staff: whoever types a search asks at every pause. */
const previewLimits: Limit[] = [{ name: 'custom.preview', count: 120, seconds: 60 }];

/** All endpoints. */
export function registerCustomMessagesRoutes(
  http: Http,
  platform: Platform,
  ports: CustomMessagesPorts,
): void {
  const given = { platform, ports };

  route(http, contract.sendToClient, async ({ params, body, request }) =>
    sendToClient(doingOf(given, request), params.clientId, body),
  );

  route(http, contract.clientMessages, async ({ params, query }) =>
    listMessagesTo(platform, params.clientId, query),
  );

  route(http, contract.previewCustomMessage, async ({ body, request }) => {
    const { viewer } = doingOf(given, request);
    const { database, secrets } = platform;
    await takeFromLimits(database.handle, secrets, { limits: previewLimits, who: viewer.id });
    return previewAudience(given, body);
  });

  route(http, contract.sendCustomMessage, async ({ body, request }) =>
    sendToGroup(doingOf(given, request), body),
  );

  route(http, contract.listCustomMessages, async ({ query }) => listMessages(platform, query));

  route(http, contract.readCustomMessage, async ({ params }) =>
    readMessage(platform, params.messageId),
  );

  route(http, contract.listRecipients, async ({ params, query }) =>
    listReceipts(platform, params.messageId, query),
  );

  route(http, contract.cancelCustomMessage, async ({ params, request }) =>
    cancelMessage(doingOf(given, request), params.messageId),
  );
}
