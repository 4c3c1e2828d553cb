/** Changes of what was written to the bot: in what still waits, or in the ticket, where the former words are kept. */
import type { Filter } from 'grammy';
import { findClientViewer, findStaffViewer } from '../../identity/identity.ts';
import { enqueueNotices } from '../../notifications/notifications.ts';
import { savepoint, type Tx } from '../../platform/database.ts';
import { CodedError } from '../../platform/errors.ts';
import type { Platform } from '../../platform/platform.ts';
import { editEntry } from '../../tickets/tickets.ts';
import type { BotContext } from '../bot-context.ts';
import { knownLanguage } from '../words.ts';
import { type Told, toldNotice } from './answering.notices.ts';
import { maySay, mayTellOver } from './answering-limits.ts';
import { type Content, contentOf } from './content.ts';
import { lockMessage, type StoredMessage, updateMessage } from './messages.queries.ts';
import { findSpeakers, speakerOf } from './speakers.ts';

type Edited = Filter<BotContext, 'edited_message'>;

/** One that never came to us is passed over: there is nothing to change, and nobody was promised anything. */
export async function takeEdit(context: Edited): Promise<void> {
  const { tx, platform, chat, from, editedMessage } = context;
  const content = contentOf(editedMessage);
  // A live location tells of every step.
  if (content === undefined || content === 'other') return;
  const place = { botId: context.me.id, chatId: chat.id };
  const found = await lockMessage(tx, { ...place, messageId: editedMessage.message_id });
  if (!found) return;
  const message = found;
  if (!(await maySay(tx, platform, chat.id))) {
    return (await mayTellOver(tx, platform, chat.id)) ? tell('told.too_many') : undefined;
  }
  if (message.state === 'dropped') return tell('told.edit_dropped');
  // A chat that was disconnected, or is another's by now, has no say in what was said from it.
  if (!(await speaksFor(tx, message))) return tell('told.edit_failed');
  if (message.state !== 'filed') return changeWaiting(tx, message, content);
  if (!(await changeFiled(tx, platform, { message, text: content.text }))) {
    await tell('told.edit_failed');
  }

  async function tell(key: Told): Promise<void> {
    const viewer = await authorOf(tx, message);
    const language = viewer?.language ?? knownLanguage(from.language_code) ?? 'en';
    await enqueueNotices(tx, platform, [toldNotice({ chatId: chat.id, language }, key)]);
  }
}

async function speaksFor(tx: Tx, { chatId, personKind, personId }: StoredMessage) {
  const speakers = await findSpeakers(tx, chatId);
  return speakers !== undefined && speakerOf(speakers, { kind: personKind, id: personId });
}

async function changeWaiting(tx: Tx, message: StoredMessage, content: Content): Promise<void> {
  const { text, attachments } = content;
  const same = JSON.stringify(names(attachments)) === JSON.stringify(names(message.attachments));
  // Whoever has fetched the former files brings them in vain.
  const anew = { attachments, leaseToken: null, notBefore: null };
  await updateMessage(tx, message.id, { text, ...(!same && anew) });
}

/** Says whether it could be changed. */
async function changeFiled(
  tx: Tx,
  platform: Platform,
  { message, text }: { message: StoredMessage; text: string },
): Promise<boolean> {
  const { entryId } = message;
  const viewer = await authorOf(tx, message);
  if (!viewer || entryId === null) return false;
  try {
    await savepoint(tx, (inner) => editEntry(inner, { platform, viewer }, { entryId, text }));
    return true;
  } catch (error) {
    if (error instanceof CodedError) return false;
    throw error;
  }
}

function authorOf(tx: Tx, { personKind, personId }: StoredMessage) {
  return personKind === 'client' ? findClientViewer(tx, personId) : findStaffViewer(tx, personId);
}

function names(attachments: StoredMessage['attachments']): string[] {
  return attachments.map(({ fileId }) => fileId);
}
