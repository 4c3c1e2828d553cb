/** Works off the messages that carry something: the bytes are fetched outside of any transaction, then the message is filed. One at a time for each chat, in order. */
import type { Api } from 'grammy';
import { newSecret } from '../../platform/ids.ts';
import type { Platform } from '../../platform/platform.ts';
import { startWorkLoop, type WorkLoop } from '../../platform/work-loop.ts';
import type { BotAddress } from '../api.ts';
import { pauseAfter } from '../receiving/back-off.ts';
import { judge } from '../telegram-errors.ts';
import { FetchFailed, fetchAttachments } from './download.ts';
import { type Fetched, fileMessage, reactionTo } from './filing.ts';
import { filingTopic } from './filing-topic.ts';
import { leaseMessage, lockLeased, postpone, type StoredMessage } from './messages.queries.ts';

export type FilingWorker = Pick<WorkLoop, 'idle' | 'stop'>;

/** Longer than fetching and filing may take: a worker that dies holds its chat up for so long. */
const leaseSeconds = 120;
/** With the pauses between them more than an hour: then the file is given up, and the person told. */
const mostFailures = 130;
const concurrency = 4;

export function startFilingWorker(
  platform: Platform,
  bot: { botId: number; api: Api; address: BotAddress },
): FilingWorker {
  const { database, live, log } = platform;
  const loop = startWorkLoop(platform, {
    concurrency,
    workOffOne,
    trouble: 'Messages cannot be filed; trying again.',
  });
  const unsubscribe = live.subscribe(filingTopic, loop.wake);
  return { idle: loop.idle, stop };

  function stop(): Promise<void> {
    unsubscribe();
    return loop.stop();
  }

  /** Says whether there was one. */
  async function workOffOne(): Promise<boolean> {
    const token = newSecret();
    const { botId } = bot;
    const message = await database.transaction((tx) =>
      leaseMessage(tx, { botId, token, seconds: leaseSeconds }),
    );
    if (!message) return false;
    const lease = { id: message.id, token };
    try {
      await file(lease, await fetchOrGiveUp(message));
    } catch (error) {
      await putOff(message, lease, error);
    }
    return true;
  }

  async function fetchOrGiveUp(message: StoredMessage): Promise<Fetched> {
    if (message.failures < mostFailures) return fetchAttachments(platform, bot, message);
    log.error({ times: message.failures }, 'A file of a message to the bot is given up.');
    const lost = message.attachments.map(({ name }) => ({ name, why: 'unreadable' as const }));
    return { fileIds: [], lost };
  }

  async function file(lease: { id: string; token: string }, fetched: Fetched): Promise<void> {
    const filed: StoredMessage[] = [];
    await database.transaction(async (tx) => {
      filed.length = 0;
      const message = await lockLeased(tx, lease);
      if (!message) return;
      await fileMessage(tx, platform, message, { fetched, react: (one) => filed.push(one) });
    });
    for (const message of filed) {
      loop.track(
        reactionTo(bot.api, message)().then(
          () => {},
          (error) => log.info({ err: error }, 'A message could not be marked as received.'),
        ),
      );
    }
  }

  async function putOff(
    message: StoredMessage,
    lease: { id: string; token: string },
    error: unknown,
  ): Promise<void> {
    const times = message.failures + 1;
    const verdict = judge(error);
    const milliseconds = pauseAfter(verdict, times, Math.random());
    const seconds = Math.ceil(milliseconds / 1000);
    await database.transaction((tx) => postpone(tx, lease, { seconds, failed: true }));
    if (error instanceof FetchFailed || isOfTelegram(error)) {
      log.info({ times, reason: verdict.reason }, 'A file of a message has not come yet.');
    } else {
      log.warn({ err: error, times }, 'A message could not be filed; it will be tried again.');
    }
  }
}

/** Not a defect of ours: the call failed, whatever the reason. */
function isOfTelegram(error: unknown): boolean {
  return error instanceof Error && /^(GrammyError|HttpError)$/.test(error.name);
}
