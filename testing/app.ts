/** The whole app for tests: real database, real sandbox over HTTP, and a clock that stands still until it is moved. */
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { type App, startApp } from '../server/app.ts';
import { type Sandbox, startSandbox } from '../server/sandbox/sandbox.ts';
import type { TelegramOptions } from '../server/telegram/telegram.ts';
import type { TestDatabase } from './database.ts';
import { type TestPlatform, testPlatform } from './platform.ts';

export const testBotSecret = 'a secret that only the bot of the tests knows';

export interface TestApp extends App {
  platform: TestPlatform;
  sandbox: Sandbox;
  inject(request: InjectOptions): Promise<LightMyRequestResponse>;
  advance(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

interface Options {
  environment?: Record<string, string>;
  /** Another instance's database and sandbox. */
  beside?: { on: TestDatabase; sandbox: Sandbox };
  telegram?: TelegramOptions;
  /** Where the bot finds the sandbox; its own address when nothing is said. */
  wayTo?: (apiRoot: string) => Promise<string>;
}

export async function startTestApp(options: Options = {}): Promise<TestApp> {
  const { environment, beside, wayTo } = options;
  const platform = await testPlatform(
    { PORT: '0', BOT_SECRET: testBotSecret, ...environment },
    beside?.on,
  );
  const sandbox =
    beside?.sandbox ?? (await startSandbox({ store: ':memory:', clock: platform.clock }));
  if (!beside) sandbox.limiter.off();
  const { telegram } = platform.config;
  platform.config.telegram = {
    ...telegram,
    token: sandbox.token,
    username: sandbox.botUsername,
    apiRoot: wayTo ? await wayTo(sandbox.apiRoot) : sandbox.apiRoot,
    linkRoot: `${platform.config.appUrl}/sandbox/t`,
  };
  const app = await startApp(platform, {
    ...{ sandbox, scheduled: false, telegram: options.telegram },
  });
  return {
    ...app,
    platform,
    sandbox,
    inject: (request) => app.http.inject(request),
    advance: platform.advance,
    async close() {
      await app.stop();
      if (!beside) await sandbox.stop();
      await platform.close();
    },
  };
}
