/** Gathers what the doctor looks at: from Telegram, from the database, from this process. */
import type { Api } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import type { DoctorReport } from '../../../contract/doctor.ts';
import { type DeliveryState, pageUrl, readLedgerState } from '../../notifications/notifications.ts';
import { scrub } from '../../platform/log.ts';
import type { Platform } from '../../platform/platform.ts';
import { countBlocked } from '../connections/count-blocked.ts';
import { readReceiving } from '../receiving/poller-state.ts';
import { countParked } from '../receiving/updates.queries.ts';
import { askTelegram, type TelegramSays } from './ask-telegram.ts';
import { type Examined, findingsOf } from './findings.ts';

export interface Patient {
  botId: number;
  api: Api;
  /** What Telegram said of the bot at the start. */
  me: UserFromGetMe;
  /** This instance polls. */
  polling(): boolean;
  delivery(): DeliveryState;
}

export async function examine(platform: Platform, patient: Patient): Promise<DoctorReport> {
  const { config, clock } = platform;
  const { api } = patient;
  const says = await askTelegram({ api, apiRoot: config.telegram.apiRoot, clock });
  const examined = await gather(platform, patient, says);
  return { ...examined.report, findings: findingsOf(examined) };
}

async function gather(
  { config, clock, database }: Platform,
  patient: Patient,
  says: TelegramSays,
): Promise<Examined> {
  const db = database.handle;
  const { botId } = patient;
  const receiving = await readReceiving(db, botId);
  const { waiting, oldestSeconds, failedToday } = await readLedgerState(db);
  const { held, inFlight, databaseFailures } = patient.delivery();
  const me = says.me.ok ? says.me.value : patient.me;
  const { username: givenName, mode, apiRoot } = config.telegram;
  const { answerAgeSeconds, lastError, lastErrorAt, errorAgeSeconds, troubled } = receiving;
  return {
    report: {
      checkedAt: clock.now().toISOString(),
      bot: { username: me.username, name: me.first_name },
      mode,
      receiving: {
        here: patient.polling(),
        ...(answerAgeSeconds !== undefined && { answerAgeSeconds }),
        ...(lastError !== undefined && { lastError }),
        ...(lastErrorAt && { lastErrorAt: lastErrorAt.toISOString() }),
      },
      ...(says.webhook.ok && { webhook: webhookOf(says.webhook.value) }),
      sending: {
        waiting,
        inFlight,
        ...(oldestSeconds !== undefined && { oldestSeconds }),
        ...(held && { heldUntil: held.until.toISOString(), heldReason: held.reason }),
      },
      blocked: await countBlocked(db),
      parked: await countParked(db, botId),
    },
    ...(!says.me.ok && { trouble: says.me }),
    ...(givenName !== undefined && { givenName }),
    ...(errorAgeSeconds !== undefined && { lastErrorAgeSeconds: errorAgeSeconds }),
    ...(says.aheadSeconds !== undefined && { aheadSeconds: says.aheadSeconds }),
    troubled,
    appUrl: config.appUrl,
    reachableUrl: pageUrl(config.appUrl, '/') !== undefined,
    apiRoot,
    failedToday,
    databaseFailures,
    sandbox: config.sandbox.enabled,
  };
}

type Webhook = NonNullable<DoctorReport['webhook']>;

/** The path of a webhook may hold a secret of somebody's: only the host is told. */
function webhookOf(info: Extract<TelegramSays['webhook'], { ok: true }>['value']): Webhook {
  const { url, last_error_message: message, last_error_date: seconds } = info;
  return {
    ...(url && { host: URL.canParse(url) ? new URL(url).host : 'unknown' }),
    pending: info.pending_update_count,
    ownCertificate: info.has_custom_certificate,
    ...(message && { lastError: scrub(message) }),
    ...(message && seconds && { lastErrorAt: new Date(seconds * 1000).toISOString() }),
  };
}
