/** What the facts mean: a finding for each thing that is well or is not, without a database or a network. */
import {
  type DoctorReport,
  type Finding,
  type FindingCode,
  findingLevels,
} from '../../../contract/doctor.ts';

export interface Examined {
  report: Omit<DoctorReport, 'findings'>;
  /** Telegram's answer to getMe; `undefined` when it knows us. */
  trouble?: { refused: boolean; reason: string };
  /** The name that the configuration gives the bot, where it gives one. */
  givenName?: string;
  /** The last trouble of the receiving is not over. */
  troubled: boolean;
  lastErrorAgeSeconds?: number;
  aheadSeconds?: number;
  appUrl: string;
  /** Buttons can lead to our pages. */
  reachableUrl: boolean;
  apiRoot: string;
  failedToday: number;
  databaseFailures: number;
  sandbox: boolean;
}

/** A poll ends after 30 s at the latest; three in a row that did not are no accident. */
const deafSeconds = 90;
/** Two receivers of one bot take turns at succeeding, so a conflict is told for longer than it lasts. */
const conflictSeconds = 120;
const slowSeconds = 600;
const manyPending = 100;
/** Codes live for minutes. */
const aheadIsWrong = 30;

const severity = ['problem', 'warn', 'ok'];

/** The worst first; within a level in the order in which things depend on each other. */
export function findingsOf(examined: Examined): Finding[] {
  const found = [
    ...aboutToken(examined),
    ...aboutReceiving(examined),
    ...aboutWebhook(examined),
    ...aboutSending(examined),
    ...aboutPeople(examined),
    ...aboutSurroundings(examined),
  ];
  return found.toSorted(
    (one, other) => severity.indexOf(one.level) - severity.indexOf(other.level),
  );
}

function finding(code: FindingCode, facts: Finding['facts'] = {}): Finding {
  return { code, level: findingLevels[code], facts };
}

function aboutToken({ report, trouble, givenName, apiRoot }: Examined): Finding[] {
  const bot = report.bot.username;
  const { host } = new URL(apiRoot);
  if (trouble) {
    const { refused, reason } = trouble;
    return [finding(refused ? 'token.refused' : 'token.unreachable', { reason, host })];
  }
  if (givenName !== undefined && givenName.toLowerCase() !== bot.toLowerCase()) {
    return [finding('name.differs', { given: givenName, bot })];
  }
  return [finding('token.ok', { bot })];
}

function aboutReceiving({ report, troubled, lastErrorAgeSeconds }: Examined): Finding[] {
  const { mode, receiving } = report;
  const { answerAgeSeconds: age, lastError: reason } = receiving;
  if (mode === 'external') return [finding('receiving.external')];
  const fresh = lastErrorAgeSeconds !== undefined && lastErrorAgeSeconds < conflictSeconds;
  if (reason?.startsWith('409') && (troubled || fresh)) {
    return [finding('receiving.conflict', { reason })];
  }
  if (troubled && reason !== undefined) return [finding('receiving.failing', { reason })];
  if (age === undefined) return [finding('receiving.never')];
  // By webhook it is our own look at it, every minute, that keeps the time.
  if (age > (mode === 'webhook' ? 2 : 1) * deafSeconds)
    return [finding('receiving.silent', { age })];
  return [finding('receiving.ok', { age })];
}

function aboutWebhook({ report, appUrl }: Examined): Finding[] {
  const { mode, webhook } = report;
  if (!webhook || mode === 'external') return [];
  const { host, pending, lastError: reason } = webhook;
  if (mode === 'polling') {
    return host === undefined ? [] : [finding('webhook.while_polling', { host })];
  }
  if (host === undefined) return [finding('webhook.missing')];
  if (host !== new URL(appUrl).host) return [finding('webhook.elsewhere', { host })];
  if (reason !== undefined) return [finding('webhook.failing', { reason })];
  return [finding(pending >= manyPending ? 'webhook.backlog' : 'webhook.ok', { pending })];
}

function aboutSending({ report, failedToday, databaseFailures }: Examined): Finding[] {
  const { waiting, oldestSeconds: age = 0, heldUntil: until, heldReason: reason } = report.sending;
  return [
    ...(databaseFailures > 1 ? [finding('database.failing', { times: databaseFailures })] : []),
    ...(failedToday > 0 ? [finding('deliveries.failed', { count: failedToday })] : []),
    sending(),
  ];

  function sending(): Finding {
    if (reason === 'restored') return finding('sending.restored', { waiting });
    if (until !== undefined && reason === 'rate_limit') return finding('sending.paused', { until });
    if (until !== undefined) return finding('sending.held', { until, reason: reason ?? '' });
    if (age > slowSeconds) return finding('sending.slow', { age });
    return finding('sending.ok', { waiting });
  }
}

function aboutPeople({ report: { blocked, parked } }: Examined): Finding[] {
  return [
    ...(parked > 0 ? [finding('updates.parked', { count: parked })] : []),
    blocked > 0 ? finding('people.blocked', { count: blocked }) : finding('people.ok'),
  ];
}

function aboutSurroundings(examined: Examined): Finding[] {
  const { aheadSeconds = 0, appUrl, reachableUrl, sandbox } = examined;
  const seconds = Math.abs(aheadSeconds);
  return [
    ...(seconds > aheadIsWrong ? [finding('time.off', { seconds })] : []),
    ...(sandbox ? [finding('sandbox.on')] : []),
    ...(reachableUrl || sandbox ? [] : [finding('address.private', { url: appUrl })]),
  ];
}
