/** One try at one notice: may it still go, the secret put in its place, the channel called, its answer waited for. */
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import { type Secrets, unseal } from '../platform/secrets.ts';
import type { Channel, Outcome, Outgoing, RecordedOutcome } from './channel.ts';
import { withdrawUnseen } from './digest-members.ts';
import type { Attempt } from './lanes.queries.ts';
import { type InlineButton, type Keyboard, type NoticeFacts, secretPlaceholder } from './notice.ts';
import { factsOf } from './notifications.queries.ts';

export interface Try extends Attempt {
  /** This process's time just before the lease was written. */
  claimedAt: number;
}

export interface AttemptRules {
  channel: Channel;
  database: Database;
  clock: Clock;
  log: Log;
  secrets: Secrets;
  /** A send is given up after so long … */
  sendSeconds: number;
  /** … and may not be begun when less than that is left of its lease. */
  leaseSeconds: number;
  /** The lock that proves this worker alive is lost: others may take its leases. */
  fenced: () => boolean;
}

/** Resolves with the outcome at the latest when the send's time is over; `late` then hears what comes after. */
export async function attemptDelivery(
  attempt: Try,
  rules: AttemptRules,
  late: (outcome: RecordedOutcome) => void,
): Promise<RecordedOutcome> {
  const facts = factsOf(attempt.notice);
  const refusal = await askWhetherAllowed(facts, attempt, rules);
  if (refusal) return refusal;
  const message = compose(attempt, facts, rules);
  // Sealed with another master secret: nobody can open it any more.
  if (!message) return { kind: 'failed', reason: 'secret.unreadable' };
  return callChannel(message, attempt, rules, late);
}

async function askWhetherAllowed(
  facts: NoticeFacts,
  { notice }: Attempt,
  { channel, database, log }: AttemptRules,
): Promise<RecordedOutcome | undefined> {
  try {
    const answer = await channel.mayDeliver?.(database.handle, facts);
    if (answer !== undefined && answer !== true) return { kind: 'skipped', reason: answer.skip };
    const mayHaveArrived = notice.uncertainTimes > 0;
    const reason = await withdrawUnseen(database, channel, { digest: facts, mayHaveArrived });
    return reason === undefined ? undefined : { kind: 'skipped', reason };
  } catch (err) {
    log.warn({ err, notice: facts.id }, 'Whether a notice may still be sent could not be asked.');
    return tryAgain('check.failed');
  }
}

function compose(
  { notice }: Attempt,
  facts: NoticeFacts,
  { secrets }: AttemptRules,
): Omit<Outgoing, 'written'> | undefined {
  let { text, keyboard } = notice.content;
  if (notice.sealed) {
    const secret = openSecret(secrets, notice.sealed);
    if (secret === undefined) return undefined;
    text = { ...text, text: putSecret(text.text, secret) };
    keyboard = keyboard && withSecret(keyboard, secret);
  }
  return {
    noticeId: facts.id,
    kind: facts.kind,
    rank: facts.rank,
    lane: facts.lane,
    person: facts.person,
    subject: facts.subject,
    text,
    keyboard,
    ...(notice.content.file && { file: notice.content.file }),
    silent: notice.content.silent ?? false,
    number: notice.tries,
    again: notice.uncertainTimes > 0,
  };
}

async function callChannel(
  message: Omit<Outgoing, 'written'>,
  attempt: Try,
  { channel, clock, log, sendSeconds, leaseSeconds, fenced }: AttemptRules,
  late: (outcome: RecordedOutcome) => void,
): Promise<RecordedOutcome> {
  const giveUp = new AbortController();
  const ended = new AbortController();
  const lastStart = attempt.claimedAt + (leaseSeconds - sendSeconds) * 1000;
  let wrote = false;
  const sent = Promise.resolve()
    .then(() => channel.deliver({ ...message, written }, giveUp.signal))
    .then(
      // What the channel says of a request that was never written cannot be known to be true.
      (outcome) => (wrote || outcome.kind !== 'uncertain' ? outcome : tryAgain('not.written')),
      (err: unknown): Outcome => {
        log.error({ err, notice: message.noticeId }, 'A channel broke while sending.');
        return wrote ? { kind: 'uncertain', reason: 'channel.broke' } : tryAgain('channel.broke');
      },
    );
  const timeOver = clock.wait(sendSeconds * 1000, ended.signal).then(
    () => 'over' as const,
    () => 'ended' as const,
  );
  const first = await Promise.race([sent, timeOver]);
  if (typeof first === 'object') {
    ended.abort();
    return first;
  }
  giveUp.abort();
  if (!wrote) return tryAgain('send.too_slow');
  void sent.then(late);
  return { kind: 'uncertain', reason: 'no.answer' };

  function written(): void {
    if (giveUp.signal.aborted || fenced() || clock.now().getTime() > lastStart) {
      throw new Error('The lease would not outlive this send.');
    }
    wrote = true;
  }
}

function tryAgain(reason: string): Outcome {
  return { kind: 'retry', afterSeconds: 1, scope: 'lane', cause: 'server', reason };
}

function openSecret(secrets: Secrets, sealed: Buffer): string | undefined {
  try {
    return unseal(secrets.key('notice'), sealed);
  } catch {
    return undefined;
  }
}

function putSecret(text: string, secret: string): string {
  return text.replaceAll(secretPlaceholder(secret.length), () => secret);
}

function withSecret(keyboard: Keyboard, secret: string): Keyboard {
  if (!('inline' in keyboard)) return keyboard;
  return { inline: keyboard.inline.map((row) => row.map((button) => copying(button, secret))) };
}

function copying(button: InlineButton, secret: string): InlineButton {
  if (!('copy' in button.action)) return button;
  return { ...button, action: { copy: putSecret(button.action.copy, secret) } };
}
