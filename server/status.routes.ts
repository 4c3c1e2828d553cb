/** How the service is: /health for probes, /metrics for Prometheus. */

import { sql } from 'drizzle-orm';
import { health } from '../contract/health.ts';
import { rows } from './platform/database.ts';
import { CodedError } from './platform/errors.ts';
import { type Http, route } from './platform/http.ts';
import { isOperator } from './platform/http-local.ts';
import type { Platform } from './platform/platform.ts';
import type { Telegram } from './telegram/telegram.ts';

interface Parts {
  telegram: Pick<Telegram, 'health'>;
  version: string;
}

export function registerStatusRoutes(
  http: Http,
  platform: Platform,
  { telegram, version }: Parts,
): void {
  const { database, metrics, config } = platform;

  route(http, health, async ({ reply }) => {
    const ok = await answers(platform);
    if (!ok) reply.code(503);
    const { reasons, ...facts } = await telegram.health();
    const said = [...(ok ? [] : ['The database does not answer.']), ...reasons];
    return {
      status: said.length > 0 ? ('degraded' as const) : ('ok' as const),
      version,
      database: { engine: database.name, ok },
      telegram: facts,
      reasons: said,
    };
  });

  http.get(
    '/metrics',
    { schema: { hide: true }, config: { access: 'operator' } },
    async (request, reply) => {
      if (!isOperator(request, config.metricsToken)) throw new CodedError('request.not_found');
      return reply.type(metrics.contentType).send(await metrics.metrics());
    },
  );
}

async function answers({ database, log }: Platform): Promise<boolean> {
  try {
    await rows(database.handle, sql`select 1 as one`);
    return true;
  } catch (error) {
    log.error({ err: error }, 'The database does not answer.');
    return false;
  }
}
