/** What the bot's conversations are written against: one update, one transaction, effects after it. */
import { type Api, type Composer, Context } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import type { Tx } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';

/** Something to do in Telegram once the transaction is committed: best effort, done at most once. */
export type Effect = () => Promise<unknown>;

/**
 * Works off one update. It may run several times (after a failure, or when a deadlock repeats the
 * transaction), so it writes to `tx` and nothing else; news for people goes into the ledger. What must
 * happen in Telegram at once (answering a button, changing a keyboard) is given to `after`. An error
 * rolls everything back; the fifth one parks the update for the operator.
 */
export type UpdateHandler = (given: {
  tx: Tx;
  update: Update;
  after: (effect: Effect) => void;
  platform: Platform;
}) => Promise<void>;

/** grammY's context with the transaction of the update. Its `api` refuses to be called inside the transaction. */
export class BotContext extends Context {
  readonly tx: Tx;
  readonly platform: Platform;
  /** `ctx.afterCommit(() => ctx.answerCallbackQuery())` */
  readonly afterCommit: (effect: Effect) => void;

  constructor(
    given: { tx: Tx; update: Update; after: (effect: Effect) => void; platform: Platform },
    { api, me }: { api: Api; me: UserFromGetMe },
  ) {
    super(given.update, api, me);
    this.tx = given.tx;
    this.platform = given.platform;
    this.afterCommit = given.after;
  }
}

/** Makes the handler of a bot whose conversations are registered on `composer`. */
export function handlerOf(
  composer: Composer<BotContext>,
  bot: { api: Api; me: UserFromGetMe },
): UpdateHandler {
  const run = composer.middleware();
  return async (given) => {
    await run(new BotContext(given, bot), async () => {});
  };
}
