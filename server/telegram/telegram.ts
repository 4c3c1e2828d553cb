/** The bot: how messages of Telegram come in and how news goes out. */
import { Composer } from 'grammy';
import type { Update } from 'grammy/types';
import {
  type Delivery,
  type DeliveryOptions,
  deleteOldNotices,
  startDelivery,
} from '../notifications/notifications.ts';
import { StartRefused } from '../platform/errors.ts';
import type { Http } from '../platform/http.ts';
import type { Platform } from '../platform/platform.ts';
import { answeringConversation } from './answering/conversation.ts';
import { startFilingWorker } from './answering/filing-worker.ts';
import { dropUnchosen } from './answering/unchosen.ts';
import { botIdOf, openApis } from './api.ts';
import { describeBot, readMe } from './bot.ts';
import { type BotContext, handlerOf, type UpdateHandler } from './bot-context.ts';
import { newTelegramChannel, type OutcomeHook } from './channel.ts';
import { connectConversation } from './connections/connect-conversation.ts';
import { registerConnectionRoutes } from './connections/connections.routes.ts';
import { registerDoctorRoutes } from './doctor/doctor.routes.ts';
import { startPoller } from './receiving/poller.ts';
import { noteAnswer } from './receiving/poller-state.ts';
import { recordReachability } from './receiving/reachability.ts';
import { startUpdateWorker } from './receiving/update-worker.ts';
import { deleteOldUpdates } from './receiving/updates.queries.ts';
import { storeUpdates } from './receiving/updates.ts';
import { assertWebhookPossible, keepWebhook } from './receiving/webhook.ts';
import { openFileOf } from './sending/open-file.ts';
import { registerSignUpRoutes } from './sign-up/sign-up.routes.ts';
import { helpConversation, recordSignUpOutcome, signUpConversation } from './sign-up/sign-up.ts';
import { registerTelegramRoutes, registerWebhookRoute } from './telegram.routes.ts';
import { readTelegramHealth, type TelegramHealth } from './telegram-health.ts';
import { measureTelegram, newTelegramMetrics } from './telegram-metrics.ts';

export { endTelegramOf } from './connections/connect-end.ts';
export { telegramAddresses } from './connections/connection.ts';
export { peopleNamed } from './connections/find-by-username.ts';
export { moveTelegram } from './move-client.ts';
export { personalData } from './personal-data.ts';

export interface Telegram {
  /** Without the @. */
  botUsername: string;
  delivery: Delivery;
  /** Resolves when nothing that came in is left to be worked off now. */
  idle(): Promise<void>;
  /** The `telegram` part of /health, and why it is degraded. Never throws. */
  health(): Promise<TelegramHealth>;
  /** Aborts the poll, finishes the update and the sends in hand. */
  stop(): Promise<void>;
}

export interface TelegramOptions {
  /** The bot's conversations; all that there are when nothing is said. */
  conversations?: Composer<BotContext>;
  /** Runs in the transaction that records what became of a notice; tells the sign-up when nothing is said. */
  onNoticeOutcome?: OutcomeHook;
  delivery?: Omit<DeliveryOptions, 'channel'>;
  /** Milliseconds that a send may take. */
  sendTimeout?: number;
}

/**
 * Starts receiving and sending by the token of the configuration; resolves once both have begun.
 * While Telegram is out of reach it starts nevertheless (if it has ever known the bot) and says so in
 * `health`. Throws StartRefused for a token that Telegram refuses and for settings that cannot work.
 */
export async function startTelegram(
  platform: Platform,
  http: Http,
  options: TelegramOptions = {},
): Promise<Telegram> {
  const { config, database, jobs, log } = platform;
  const { token, apiRoot, mode } = config.telegram;
  if (!token) throw new StartRefused('TELEGRAM_BOT_TOKEN must be set, or the sandbox started.');
  if (mode === 'webhook') assertWebhookPossible(config);
  const botId = botIdOf(token);
  const apis = openApis({ token, apiRoot });
  const metrics = newTelegramMetrics(platform.metrics);
  measureTelegram(platform, botId);
  const me = await readMe(platform, apis.api, botId);
  const botUsername = config.telegram.username ?? me.username;

  const conversations = options.conversations ?? allConversations();
  const worker = startUpdateWorker(platform, {
    botId,
    metrics,
    handler: recordingReachability(handlerOf(conversations, { api: apis.api, me })),
  });
  const filing = startFilingWorker(platform, { botId, api: apis.api, address: { token, apiRoot } });
  const channel = newTelegramChannel(platform, {
    api: apis.api,
    uploads: apis.uploadApi,
    openFile: openFileOf(platform),
    sendTimeout: options.sendTimeout,
    onNoticeOutcome:
      options.onNoticeOutcome ?? ((tx, notice) => recordSignUpOutcome(tx, platform, notice)),
  });
  const delivery = await startDelivery(platform, { ...options.delivery, channel });

  registerTelegramRoutes(http, platform);
  registerConnectionRoutes(http, platform, { username: () => botUsername });
  registerSignUpRoutes(http, platform, { username: () => botUsername });
  registerDoctorRoutes(http, platform, {
    ...{ botId, api: apis.api, me },
    polling: () => receiving?.polling() ?? false,
    delivery: () => delivery.state(),
    wake: () => worker.wake(),
  });
  jobs.schedule('delete-old-updates', '23 * * * *', () => deleteOldUpdates(database.handle));
  jobs.schedule('delete-old-notices', '47 3 * * *', () =>
    // The receipts of custom messages are read from the ledger.
    deleteOldNotices(database.handle, { kept: ['custom_message'] }),
  );
  jobs.schedule('drop-unchosen', '17 * * * *', () => dropUnchosen(platform, botId));
  const receiving = receive();
  await receiving?.begun;
  if (receiving) void describeBot(platform, apis.api);
  log.info({ bot: `@${botUsername}`, mode }, '✅ Telegram бот запущен');

  return {
    botUsername,
    delivery,
    async idle() {
      await worker.idle();
      await filing.idle();
    },
    health: () => {
      const polling = receiving?.polling() ?? false;
      return readTelegramHealth(platform, { botId, polling, delivery: delivery.state() });
    },
    async stop() {
      await receiving?.stop();
      await worker.stop();
      await filing.stop();
      await delivery.stop();
      apis.close();
    },
  };

  /** Nothing in the mode `external`: a bot of the company receives, with the same token. */
  function receive() {
    if (mode === 'polling') {
      const { pollingApi } = apis;
      return startPoller(platform, { botId, pollingApi, metrics, onStored: worker.wake });
    }
    if (mode === 'external') return undefined;
    const webhook = keepWebhook(platform, { botId, api: apis.api, metrics });
    registerWebhookRoute(http, { secret: config.telegram.webhookSecret ?? '', store });
    return { ...webhook, polling: () => false };
  }

  async function store(update: Update): Promise<void> {
    const fresh = await database.transaction(async (tx) => {
      const stored = await storeUpdates(tx, botId, [update]);
      await noteAnswer(tx, botId, platform.instanceId);
      return stored;
    });
    if (fresh === 0) return;
    metrics.updates.inc({ event: 'received' });
    worker.wake();
  }
}

/** In this order: what is somebody's stays theirs, and who is left hears what the bot is for. */
function allConversations(): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.use(
    connectConversation(),
    signUpConversation(),
    answeringConversation(),
    helpConversation(),
  );
  return composer;
}

function recordingReachability(converse: UpdateHandler): UpdateHandler {
  return async (given) => {
    await recordReachability(given.tx, given.platform, given.update);
    await converse(given);
  };
}
