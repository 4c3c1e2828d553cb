/**
 * The product with the sandbox, as `server/main.ts` starts it, but its parent moves its time,
 * `{ advance: <ms> }`, runs its jobs, `{ run: <name> }`, and ends the windows of all limits, `{ renew: 'limits' }`.
 */
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { startApp } from '../server/app.ts';
import { readConfig } from '../server/platform/config.ts';
import { keptSecret } from '../server/platform/made-secrets.ts';
import { openPlatform } from '../server/platform/open-platform.ts';
import { seedCast, startSandbox } from '../server/sandbox/sandbox.ts';
import { movableClockFor } from './movable-clock.ts';
import type { Order } from './product.ts';

const config = readConfig();
const opened = await openPlatform(config);
const clock = await movableClockFor(opened.database);
const sandbox = await startSandbox({
  store: join(config.dataDir, 'sandbox.db'),
  clock,
  port: config.sandbox.port,
});
seedCast(sandbox);
const platform = {
  ...opened,
  clock,
  config: {
    ...config,
    telegram: {
      ...config.telegram,
      token: sandbox.token,
      username: sandbox.botUsername,
      apiRoot: sandbox.apiRoot,
      linkRoot: `${config.appUrl}/sandbox/t`,
    },
    botSecret: config.botSecret ?? keptSecret(config.dataDir, 'bot-secret'),
  },
};
const app = await startApp(platform, { sandbox, cast: 'people', scheduled: false });

process.on('message', async (order: Order) => {
  if ('run' in order) {
    await platform.jobs.runNow(order.run);
    process.send?.({ ran: order.run });
    return;
  }
  if ('renew' in order) {
    await platform.database.handle.execute(sql`delete from rate_limits`);
    process.send?.({ renewed: order.renew });
    return;
  }
  // What is being sent at this moment would run into its time limit.
  await app.telegram.idle();
  await app.telegram.delivery.idle();
  await clock.advance(platform.database, order.advance);
  process.send?.({ advanced: order.advance });
});
process.on('SIGTERM', stop);
process.on('disconnect', stop);

async function stop(): Promise<void> {
  await app.stop();
  await platform.database.close();
  await sandbox.stop();
  process.exit(0);
}
