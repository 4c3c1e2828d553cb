/** Whom messages were sent to, when that changes. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import { cancelNotices } from '../notifications/notifications.ts';
import type { Tx } from '../platform/database.ts';
import { customMessageRecipients, customMessages } from './custom-messages.tables.ts';

/**
 * Two clients turn out to be one person: what was sent to `from` was sent to `into`. Where both were meant,
 * one message is enough: what still waits for `from` is taken back. Before the chats themselves move.
 */
export async function moveCustomMessages(
  tx: Tx,
  { from, into }: { from: string; into: string },
): Promise<void> {
  const { messageId, clientId } = customMessageRecipients;
  const both = await tx
    .select({ messageId, clientId, noticeIds: customMessageRecipients.noticeIds })
    .from(customMessageRecipients)
    .where(
      and(
        inArray(clientId, [from, into]),
        sql`exists (select from custom_message_recipients other
          where other.message_id = ${messageId} and other.client_id in (${from}, ${into})
            and other.client_id <> ${clientId})`,
      ),
    );
  for (const id of new Set(both.map((one) => one.messageId))) {
    const keepsFrom = both.some(
      (one) => one.messageId === id && one.clientId === into && one.noticeIds.length === 0,
    );
    const lost = keepsFrom ? into : from;
    const subject = { kind: 'custom_message', id };
    await cancelNotices(tx, {
      subject,
      person: { kind: 'client', id: lost },
      reason: 'told as another',
    });
    await tx.delete(customMessageRecipients).where(and(eq(messageId, id), eq(clientId, lost)));
    await tx
      .update(customMessages)
      .set({ recipients: sql`${customMessages.recipients} - 1` })
      .where(eq(customMessages.id, id));
  }
  await tx.update(customMessageRecipients).set({ clientId: into }).where(eq(clientId, from));
}
