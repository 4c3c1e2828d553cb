/** How the receiving is, shared by all instances, so that each one's /health can tell. */
import { eq, sql } from 'drizzle-orm';
import type { UserFromGetMe } from 'grammy/types';
import { databaseNow } from '../../platform/clock.ts';
import { type Db, rows, type Tx } from '../../platform/database.ts';
import { pollerState } from '../telegram.tables.ts';

/** Telegram has answered this instance. */
export async function noteAnswer(tx: Tx, botId: number, instanceId: string): Promise<void> {
  const values = { instanceId, lastAnswerAt: databaseNow };
  await tx
    .insert(pollerState)
    .values({ botId, ...values })
    .onConflictDoUpdate({ target: pollerState.botId, set: values });
}

/** Receiving went wrong; `error` holds no token and nobody's data. */
export async function noteTrouble(
  db: Db,
  { botId, error }: { botId: number; error: string },
): Promise<void> {
  const values = { lastError: error, lastErrorAt: databaseNow };
  await db
    .insert(pollerState)
    .values({ botId, ...values })
    .onConflictDoUpdate({ target: pollerState.botId, set: values });
}

/** What getMe said, for a later start while Telegram is out of reach. */
export async function rememberMe(db: Db, me: UserFromGetMe): Promise<void> {
  await db
    .insert(pollerState)
    .values({ botId: me.id, me })
    .onConflictDoUpdate({ target: pollerState.botId, set: { me } });
}

export async function recallMe(db: Db, botId: number): Promise<UserFromGetMe | undefined> {
  const [row] = await db
    .select({ me: pollerState.me })
    .from(pollerState)
    .where(eq(pollerState.botId, botId));
  return row?.me ?? undefined;
}

export interface ReceivingState {
  answerAgeSeconds?: number;
  lastError?: string;
  lastErrorAt?: Date;
  errorAgeSeconds?: number;
  /** Nothing has gone well since the last trouble. */
  troubled: boolean;
}

export async function readReceiving(db: Db, botId: number): Promise<ReceivingState> {
  const [row] = await rows<{
    answer_age: number | null;
    last_error: string | null;
    error_age: number | null;
    error_ms: string | null;
    troubled: boolean;
  }>(
    db,
    sql`select extract(epoch from ${databaseNow} - last_answer_at)::int as answer_age,
        last_error,
        extract(epoch from ${databaseNow} - last_error_at)::int as error_age,
        (extract(epoch from last_error_at) * 1000)::bigint::text as error_ms,
        last_error_at > coalesce(last_answer_at, '-infinity') is true as troubled
      from poller_state where bot_id = ${botId}`,
  );
  return {
    troubled: row?.troubled ?? false,
    ...(row?.answer_age != null && { answerAgeSeconds: Math.max(0, row.answer_age) }),
    ...(row?.last_error != null && { lastError: row.last_error }),
    ...(row?.error_age != null && { errorAgeSeconds: Math.max(0, row.error_age) }),
    ...(row?.error_ms != null && { lastErrorAt: new Date(Number(row.error_ms)) }),
  };
}
