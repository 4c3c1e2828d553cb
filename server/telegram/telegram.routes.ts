import type { Update } from 'grammy/types';
import { z } from 'zod';
import { clientTelegram } from '../../contract/clients.ts';
import { requireClient } from '../identity/identity.ts';
import { readPersonNews } from '../notifications/notifications.ts';
import { CodedError } from '../platform/errors.ts';
import { type Http, route } from '../platform/http.ts';
import type { Platform } from '../platform/platform.ts';
import { sameSecret } from '../platform/secrets.ts';
import { findConnection } from './connections/connection.ts';
import { webhookPath } from './receiving/webhook.ts';

/** The Telegram card of a client at the desk. */
export function registerTelegramRoutes(http: Http, { database }: Platform): void {
  route(http, clientTelegram, async ({ params: { clientId: id } }) => {
    await requireClient(database.handle, id);
    const connection = await findConnection(database.handle, { kind: 'client', id });
    const { last, waiting } = await readPersonNews(database.handle, { kind: 'client', id });
    const news = {
      waiting,
      ...(last && { lastDelivery: { at: last.at.toISOString(), state: last.state } }),
    };
    if (!connection) return { state: 'none' as const, ...news };
    const { state, username, connectedAt, blockedAt } = connection;
    return {
      state,
      ...(username !== undefined && { username }),
      connectedAt: connectedAt.toISOString(),
      ...(blockedAt && { blockedAt: blockedAt.toISOString() }),
      ...news,
    };
  });
}

const secretHeader = 'x-telegram-bot-api-secret-token';
const anyUpdate = z.looseObject({ update_id: z.number().int() });
/** A message with everything that it answers to is larger than any body of our own. */
const bodyLimit = 1024 * 1024;

/** Where Telegram calls us; the secret is asked for before the body is read. `store` resolves after the commit. */
export function registerWebhookRoute(
  http: Http,
  { secret, store }: { secret: string; store: (update: Update) => Promise<void> },
): void {
  http.route({
    method: 'POST',
    url: webhookPath,
    bodyLimit,
    schema: { hide: true },
    config: { access: 'anyone' },
    onRequest: async (request) => {
      const shown = request.headers[secretHeader];
      if (typeof shown !== 'string' || !sameSecret(shown, secret)) {
        throw new CodedError('bot.secret_required');
      }
    },
    handler: async (request) => {
      const parsed = anyUpdate.safeParse(request.body);
      if (!parsed.success) throw new CodedError('request.invalid');
      await store(parsed.data as Update);
      return {};
    },
  });
}
