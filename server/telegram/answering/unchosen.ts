/** Messages for which nobody has chosen a ticket: after a day the person is told that they were not sent. */
import { findClientViewer, findStaffViewer } from '../../identity/identity.ts';
import { enqueueNotices } from '../../notifications/notifications.ts';
import type { Platform } from '../../platform/platform.ts';
import { notChosenNotice } from './answering.notices.ts';
import { lockUnchosen, markDropped, type StoredMessage } from './messages.queries.ts';

export async function dropUnchosen(platform: Platform, botId: number): Promise<void> {
  await platform.database.transaction(async (tx) => {
    const questions = new Map<string, StoredMessage[]>();
    for (const message of await lockUnchosen(tx, botId)) {
      const key = message.questionId ?? message.id;
      questions.set(key, [...(questions.get(key) ?? []), message]);
    }
    for (const messages of questions.values()) {
      const [{ personKind: kind, personId: id, chatId } = {}] = messages;
      if (!kind || !id || chatId === undefined) continue;
      const viewer =
        kind === 'client' ? await findClientViewer(tx, id) : await findStaffViewer(tx, id);
      const ids = messages.map((message) => message.id);
      await markDropped(tx, ids, 'nothing chosen');
      if (!viewer) continue;
      const listener = { kind, id, language: viewer.language, chatId };
      await enqueueNotices(tx, platform, [notChosenNotice(listener, messages.length)]);
    }
  });
}
