/** Sending, and taking back: the recipients and their notices are written in one transaction. */
import type { ClientFilter, MessageOutcome } from '../../contract/custom-messages.ts';
import type { FormattedText } from '../../contract/formatted-text.ts';
import { attachFiles, filesOf } from '../files/files.ts';
import { lockClient, recordAudit, requireClient, shortened } from '../identity/identity.ts';
import { cancelNotices, enqueueNotices, personKey } from '../notifications/notifications.ts';
import type { Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import { type Limit, takeFromLimits } from '../platform/limits.ts';
import { type AudienceClient, lockAudience } from './audience.ts';
import { type Message, noticesFor } from './custom-messages.notices.ts';
import * as queries from './custom-messages.queries.ts';
import type { Doing } from './ports.ts';
import { selectReceipt } from './receipts.ts';

/** For each member of staff. */
const oneLimits: Limit[] = [
  { name: 'custom.one.minute', count: 30, seconds: 60 },
  { name: 'custom.one.day', count: 1000, seconds: 86_400 },
];
const groupLimits: Limit[] = [{ name: 'custom.group', count: 20, seconds: 3600 }];

/** Clients whose notices are written in one statement. */
const clientsAtOnce = 500;

interface Written {
  content: FormattedText;
  fileIds: string[];
}

/**
 * Sends one client a message. Throws `client.not_connected` for one without Telegram; for one who has
 * blocked the bot it waits, and `state` says so.
 */
export async function sendToClient(
  doing: Doing,
  clientId: string,
  written: Written,
): Promise<{ noticeId: string; state: MessageOutcome }> {
  const { platform, ports, viewer } = doing;
  await takeLimits(doing, oneLimits);
  return platform.database.transaction(async (tx) => {
    await lockClient(tx, clientId);
    const client = await requireClient(tx, clientId);
    const person = { kind: 'client' as const, id: clientId };
    const lane = (await ports.addresses(tx, [person])).get(personKey(person));
    if (!lane) throw new CodedError('client.not_connected');
    const message = await writeMessage(tx, doing, { kind: 'one', ...written, recipients: 1 });
    const notices = noticesFor(message, { id: clientId, name: client.name, lane }, 'news');
    const noticeIds = await enqueueNotices(tx, platform, notices);
    const { id: messageId } = message;
    await queries.insertRecipients(tx, [{ messageId, clientId, noticeIds }]);
    await recordAudit(
      tx,
      { actor: viewer, origin: doing.origin },
      {
        action: 'client.messaged',
        subject: { kind: 'client', id: clientId, label: client.name },
        changes: { text: [null, shortened(written.content.text)] },
      },
    );
    const receipt = await selectReceipt(tx, { messageId, clientId });
    return { noticeId: noticeIds[0] ?? '', state: receipt?.state ?? 'waiting' };
  });
}

/**
 * Sends a message to everybody whom the filter names now. Throws `custom_message.nobody` where no one of
 * them has Telegram, and `custom_message.others_by_now` where they are not `expected`.
 */
export async function sendToGroup(
  doing: Doing,
  {
    filter,
    expected,
    ...written
  }: Written & { filter: ClientFilter; expected?: number | undefined },
): Promise<{ id: string; recipients: number }> {
  const { platform, ports, viewer } = doing;
  await takeLimits(doing, groupLimits);
  return platform.database.transaction(async (tx) => {
    const { addresses } = ports;
    const audience = await lockAudience(tx, platform, { filter, addresses });
    const recipients = audience.length;
    if (expected !== undefined && expected !== recipients) {
      throw new CodedError('custom_message.others_by_now');
    }
    if (!audience.some(({ lane }) => lane)) throw new CodedError('custom_message.nobody');
    const message = await writeMessage(tx, doing, {
      kind: 'group',
      ...written,
      filter,
      recipients,
    });
    for (let start = 0; start < recipients; start += clientsAtOnce) {
      await writeRecipients(tx, doing, message, audience.slice(start, start + clientsAtOnce));
    }
    const { text } = written.content;
    await recordAudit(
      tx,
      { actor: viewer, origin: doing.origin },
      {
        action: 'custom_message.sent',
        subject: { kind: 'custom_message', id: message.id, label: beginningOf(text) },
        changes: { text: [null, shortened(text)], recipients: [null, String(recipients)] },
      },
    );
    return { id: message.id, recipients };
  });
}

/** Takes back what has not gone out, and says to how many notices that came. Throws `request.not_found` and `custom_message.over`. */
export async function cancelMessage(doing: Doing, id: string): Promise<{ cancelled: number }> {
  const { platform, viewer } = doing;
  return platform.database.transaction(async (tx) => {
    const message = await queries.lockGroupMessage(tx, id);
    if (!message) throw new CodedError('request.not_found');
    const subject = { kind: 'custom_message', id };
    const cancelled = await cancelNotices(tx, { subject, reason: 'withdrawn' });
    if (message.cancelledAt || cancelled.length === 0) {
      throw new CodedError('custom_message.over');
    }
    await queries.updateCancelled(tx, id, viewer.name);
    await recordAudit(
      tx,
      { actor: viewer, origin: doing.origin },
      {
        action: 'custom_message.cancelled',
        subject: { ...subject, label: beginningOf(message.content.text) },
      },
    );
    return { cancelled: cancelled.length };
  });
}

async function takeLimits({ platform, viewer }: Doing, limits: Limit[]): Promise<void> {
  const { database, secrets } = platform;
  await takeFromLimits(database.handle, secrets, { limits, who: viewer.id });
}

async function writeMessage(
  tx: Tx,
  { viewer }: Doing,
  {
    fileIds,
    ...given
  }: Written & { kind: 'one' | 'group'; filter?: ClientFilter; recipients: number },
): Promise<Message> {
  const id = newId();
  await queries.insertMessage(tx, { id, ...given, authorKind: 'staff', authorId: viewer.id });
  await attachFiles(tx, { fileIds, subject: { kind: 'custom_message', id }, viewer });
  const attached = await filesOf(tx, [id]);
  return { id, content: given.content, files: attached.get(id) ?? [] };
}

async function writeRecipients(
  tx: Tx,
  { platform }: Doing,
  message: Message,
  some: AudienceClient[],
): Promise<void> {
  const notices = some.map(({ id, name, lane }) =>
    lane ? noticesFor(message, { id, name, lane }, 'broadcast') : [],
  );
  const ids = await enqueueNotices(tx, platform, notices.flat());
  const recipients = some.map(({ id }, place) => ({
    messageId: message.id,
    clientId: id,
    noticeIds: ids.splice(0, notices[place]?.length ?? 0),
  }));
  await queries.insertRecipients(tx, recipients);
}

/** How the log calls a message. */
function beginningOf(text: string): string {
  const [line = ''] = text.split('\n');
  const letters = [...line];
  return letters.length > 60 ? `${letters.slice(0, 59).join('')}…` : line;
}
