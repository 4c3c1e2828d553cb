/** The program: reads the configuration, starts everything, and stops it in order when asked. */
import { join } from 'node:path';
import { startApp } from './app.ts';
import { type Config, readConfig } from './platform/config.ts';
import { describeCrashes } from './platform/crash.ts';
import { StartRefused } from './platform/errors.ts';
import { keptSecret } from './platform/made-secrets.ts';
import { openPlatform } from './platform/open-platform.ts';
import type { Platform } from './platform/platform.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { offerSetUp } from './set-up.ts';

describeCrashes();
try {
  await run();
} catch (error) {
  const refusal = refusalOf(error);
  if (!refusal) throw error;
  process.stderr.write(`\n${refusal}\n\n`);
  process.exit(1);
}

async function run(): Promise<void> {
  const config = readConfig();
  const opened = await openPlatform(config);
  const sandbox = config.sandbox.enabled ? await standIn(opened) : undefined;
  const platform = sandbox ? { ...opened, config: pointedAt(sandbox, config) } : opened;
  // The cast's passwords stand in the source: where strangers may come in, an administrator is made by the link.
  const cast = config.production ? undefined : 'history';
  const app = await startApp(platform, { sandbox, cast, scheduled: true });
  // With PostgreSQL the operator's commands reach the data by themselves.
  const closeToOperator = config.databaseUrl ? undefined : await openToOperator(platform);
  greet(platform.config, sandbox !== undefined);
  await offerSetUp(platform, say);
  onceAskedToStop(platform, async () => {
    await app.stop();
    await closeToOperator?.();
    await platform.database.close();
    await sandbox?.stop();
  });
}

async function openToOperator(platform: Platform): Promise<() => Promise<void>> {
  const backup = await import('./backup/backup.ts');
  return backup.openToOperator(platform);
}

/** The sandbox takes Telegram's place; what its phones receive is printed, codes included. */
async function standIn({ config, clock }: Platform): Promise<Sandbox> {
  const { seedCast, startSandbox } = await import('./sandbox/sandbox.ts');
  const sandbox = await startSandbox({
    store: join(config.dataDir, 'sandbox.db'),
    clock,
    port: config.sandbox.port,
    bot: { name: config.companyName },
    knowsEveryone: true,
    production: config.production,
    onReceive: (phone, text) => say(`📱 ${phone} ← ${text.replaceAll('\n', ' ')}`),
  });
  seedCast(sandbox);
  return sandbox;
}

function pointedAt(sandbox: Sandbox, config: Config): Config {
  const telegram = {
    ...config.telegram,
    token: sandbox.token,
    username: sandbox.botUsername,
    apiRoot: sandbox.apiRoot,
    linkRoot: `${config.appUrl}/sandbox/t`,
  };
  return {
    ...config,
    telegram,
    botSecret: config.botSecret ?? keptSecret(config.dataDir, 'bot-secret'),
  };
}

function greet(config: Config, sandbox: boolean): void {
  say('');
  say(`Otklik serves at ${config.appUrl}`);
  if (sandbox) {
    say(`The sandbox stands in for Telegram: its phones are at ${config.appUrl}/sandbox`);
    say(`For POST /telegram/contact: Authorization: Bearer ${config.botSecret}`);
  }
  say('');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A signal, or the end of whoever started us. A second request to stop does not wait. */
function onceAskedToStop({ log }: Platform, stop: () => Promise<void>): void {
  let asked = false;
  const stopNow = async () => {
    if (asked) process.exit(1);
    asked = true;
    log.info('Stopping.');
    await stop();
    process.exit(0);
  };
  process.on('SIGTERM', stopNow);
  process.on('SIGINT', stopNow);
  process.on('disconnect', stopNow);
}

/** What the operator can mend, said in a sentence instead of a stack. */
function refusalOf(error: unknown): string | undefined {
  if (error instanceof StartRefused) return error.message;
  if (!(error instanceof Error && 'code' in error)) return undefined;
  if (error.code === 'EADDRINUSE' && 'port' in error) {
    return `Port ${error.port} is taken by another program. Stop it, or set PORT (the sandbox: SANDBOX_PORT).`;
  }
  if (error.code === 'ECONNREFUSED') {
    return 'The PostgreSQL server of DATABASE_URL does not answer. Is it running?';
  }
  return undefined;
}
