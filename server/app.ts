/** Puts the slices together and starts them in order; what they cause in one another is wired here. */
import { fileURLToPath } from 'node:url';
import packageFile from '../package.json' with { type: 'json' };
import { readCompany, registerCompanyRoutes } from './company/company.ts';
import {
  moveCustomMessages,
  registerCustomMessagesRoutes,
} from './custom-messages/custom-messages.ts';
import { registerDeliveriesRoutes } from './deliveries/deliveries.ts';
import { registerFilesRoutes } from './files/files.ts';
import { registerIdentityRoutes } from './identity/identity.ts';
import { mayReadClaim, moveInvoices, registerInvoicesRoutes } from './invoices/invoices.ts';
import { registerPersonalDataRoutes } from './personal-data/personal-data.ts';
import { vacuumEmbedded } from './platform/database.ts';
import { type Http, newHttp } from './platform/http.ts';
import { registerDocs } from './platform/http-docs.ts';
import { serveWeb } from './platform/http-web.ts';
import { deleteOldKeys } from './platform/idempotency.ts';
import { claimInstallation } from './platform/installation.ts';
import { deleteEndedLimits } from './platform/limits.ts';
import type { Platform } from './platform/platform.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { registerStatusRoutes } from './status.routes.ts';
import {
  endTelegramOf,
  moveTelegram,
  peopleNamed,
  startTelegram,
  type Telegram,
  type TelegramOptions,
  telegramAddresses,
} from './telegram/telegram.ts';
import {
  countTicketsOf,
  findVisibleTicket,
  mayReadEntry,
  moveTickets,
  recountDueTimes,
  registerTicketsRoutes,
  releaseTickets,
  seenTickets,
} from './tickets/tickets.ts';

const webFolder = fileURLToPath(new URL('../dist/web', import.meta.url));

export interface App {
  http: Http;
  telegram: Telegram;
  /** Where it listens: `http://127.0.0.1:9022`. */
  address: string;
  /** Finishes what is in flight and closes in order. The platform itself stays open. */
  stop(): Promise<void>;
}

interface Parts {
  /** Stands in for Telegram. */
  sandbox?: Sandbox;
  /** The people of the demonstration are added, perhaps with a month of tickets, where there is a sandbox and nobody yet. */
  cast?: 'people' | 'history' | undefined;
  /** Scheduled work; tests run single jobs by hand instead. */
  scheduled: boolean;
  telegram?: TelegramOptions;
  /** Adds routes that are not the product's: the floor that a benchmark compares with. */
  extend?: (http: Http) => void;
}

/** Throws StartRefused when the database belongs to another bot. */
export async function startApp(platform: Platform, parts: Parts): Promise<App> {
  const { sandbox, scheduled } = parts;
  const { config, database, secrets, jobs } = platform;
  await claimInstallation(database, secrets, sandbox ? 'sandbox' : stampOf(config.telegram.token));
  const http = await newHttp(platform);
  await registerDocs(http, packageFile.version);
  await registerIdentityRoutes(http, platform, {
    seen: (viewer, ids) => seenTickets(platform, viewer, ids),
    addresses: telegramAddresses,
    mergeClients: async (tx, pair) => {
      await moveTickets(tx, platform, pair);
      await moveInvoices(tx, platform, pair);
      await moveCustomMessages(tx, pair);
      await moveTelegram(tx, platform, pair);
    },
    releaseStaff: async (tx, id) => {
      await releaseTickets(tx, platform, id);
      await endTelegramOf(tx, platform, { kind: 'staff', id });
    },
    ticketCounts: countTicketsOf,
    timeZone: async (db) => (await readCompany(db, platform)).timeZone,
  });
  registerCompanyRoutes(http, platform, {
    dueTimesChanged: (tx) => recountDueTimes(tx, platform),
  });
  await registerFilesRoutes(http, platform, {
    mayRead: async (viewer, { kind, id }) => {
      // Clients have theirs in Telegram.
      if (kind === 'custom_message') return viewer.kind === 'staff';
      return kind === 'payment_claim'
        ? mayReadClaim(platform, viewer, id)
        : mayReadEntry(platform, viewer, id);
    },
  });
  registerTicketsRoutes(http, platform, { addresses: telegramAddresses });
  registerInvoicesRoutes(http, platform, {
    addresses: telegramAddresses,
    findTicket: findVisibleTicket,
  });
  registerDeliveriesRoutes(http, platform, { addresses: telegramAddresses, peopleNamed });
  registerCustomMessagesRoutes(http, platform, { addresses: telegramAddresses });
  registerPersonalDataRoutes(http, platform);
  if (sandbox) {
    // Loaded only where it is used, as in program.ts: a product that is live does not carry it.
    const { registerSandboxRoutes } = await import('./sandbox/sandbox.ts');
    await registerSandboxRoutes(http, sandbox);
    const { registerCastRoutes, seedDesk } = await import('./cast/cast.ts');
    registerCastRoutes(http, platform);
    if (parts.cast) await seedDesk(platform, { history: parts.cast === 'history' });
  }
  const telegram = await startTelegram(platform, http, parts.telegram);
  registerStatusRoutes(http, platform, { telegram, version: packageFile.version });
  parts.extend?.(http);
  await serveWeb(http, webFolder);
  jobs.schedule('delete-ended-limits', '41 * * * *', () => deleteEndedLimits(database.handle));
  jobs.schedule('delete-old-keys', '37 3 * * *', () => deleteOldKeys(database.handle));
  jobs.schedule('vacuum', '11 4 * * *', () => vacuumEmbedded(database));
  if (scheduled) await jobs.start();
  const address = await http.listen({ port: config.port, host: config.host });
  return {
    http,
    telegram,
    address,
    async stop() {
      await http.close();
      await telegram.stop();
      if (scheduled) await jobs.stop();
    },
  };
}

/** A bot's id is the part of its token before the colon. */
function stampOf(token: string | undefined): string {
  return `bot:${token?.split(':')[0]}`;
}
