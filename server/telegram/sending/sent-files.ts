/** Files that Telegram has taken once: it sends them again by its own name for them. */
import { and, eq } from 'drizzle-orm';
import type { NoticeFile } from '../../notifications/notifications.ts';
import type { Db } from '../../platform/database.ts';
import { telegramSentFiles } from '../telegram.tables.ts';

const { botId, fileId, as, telegramFileId } = telegramSentFiles;

interface Asked {
  botId: number;
  file: NoticeFile;
}

/** Telegram's name for it; nothing for an invoice, which is drawn anew each time. */
export async function findSentFile(db: Db, asked: Asked): Promise<string | undefined> {
  if (asked.file.source !== 'file') return undefined;
  const [found] = await db.select({ telegramFileId }).from(telegramSentFiles).where(isIt(asked));
  return found?.telegramFileId;
}

export async function rememberSentFile(db: Db, asked: Asked, name: string): Promise<void> {
  const { file } = asked;
  await db
    .insert(telegramSentFiles)
    .values({ botId: asked.botId, fileId: file.id, as: file.as, telegramFileId: name })
    .onConflictDoUpdate({ target: [botId, fileId, as], set: { telegramFileId: name } });
}

/** Telegram knows it no more. */
export async function forgetSentFile(db: Db, asked: Asked): Promise<void> {
  await db.delete(telegramSentFiles).where(isIt(asked));
}

function isIt(asked: Asked) {
  return and(eq(botId, asked.botId), eq(fileId, asked.file.id), eq(as, asked.file.as));
}
