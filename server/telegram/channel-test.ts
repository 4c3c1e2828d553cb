/** What the tests of sending share: the channel with Anna's phone behind it, and a message as the ledger hands it over. */
import { type TestPlatform, testPlatform } from '../../testing/platform.ts';
import type { Channel, Outgoing } from '../notifications/notifications.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { type BotApis, openApis } from './api.ts';
import { anna } from './bot-test.ts';
import { newTelegramChannel } from './channel.ts';
import { laneOf } from './connections/connection.ts';
import type { OpenFile } from './sending/open-file.ts';

export interface OpenChannel {
  platform: TestPlatform;
  sandbox: Sandbox;
  apis: BotApis;
  channel: Channel;
  /** Anna's; the bot is started on it. */
  phoneId: string;
  close(): Promise<void>;
}

/** `openFile`: where the files of its messages come from. */
export async function openChannel(openFile?: OpenFile): Promise<OpenChannel> {
  const platform = await testPlatform();
  const sandbox = await startSandbox({ store: ':memory:', clock: platform.clock });
  sandbox.limiter.off();
  const phoneId = sandbox.addPhone({ firstName: 'Anna', telegramId: anna }).id;
  sandbox.start(phoneId);
  const apis = openApis(sandbox);
  const channel = newTelegramChannel(platform, {
    api: apis.api,
    uploads: apis.uploadApi,
    ...(openFile && { openFile }),
  });
  return { platform, sandbox, apis, channel, phoneId, close };

  async function close(): Promise<void> {
    apis.close();
    await sandbox.stop();
    await platform.close();
  }
}

export function outgoing(given: Partial<Outgoing>): Outgoing {
  return {
    noticeId: 'a notice',
    kind: 'test',
    rank: 'news',
    lane: laneOf(anna),
    text: { text: 'hello' },
    silent: false,
    number: 1,
    again: false,
    written: () => {},
    ...given,
  };
}
