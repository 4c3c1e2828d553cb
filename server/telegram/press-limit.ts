/** How often a chat may press buttons, whatever they belong to: each press is answered by a call to Telegram. */
import type { Filter } from 'grammy';
import type { Limit } from '../platform/limits.ts';
import type { BotContext } from './bot-context.ts';
import { secondsOver } from './over-limit.ts';
import { knownLanguage, sayInTelegram } from './words.ts';

const pressing: Limit[] = [{ name: 'telegram.press', count: 30, seconds: 60 }];
/** Whoever goes on is told a few times; then the bot is silent, and Telegram ends the button's waiting by itself. */
const telling: Limit[] = [{ name: 'telegram.press.over', count: 3, seconds: 60 }];

/** Counts a press; whether it may be acted on. One too many has been answered when this says no. */
export async function mayPress(
  context: Filter<BotContext, 'callback_query:data'>,
): Promise<boolean> {
  if (!(await secondsOver(context, pressing))) return true;
  if (!(await secondsOver(context, telling))) {
    const language = knownLanguage(context.from.language_code) ?? 'en';
    const text = sayInTelegram(language, 'button.too_many');
    context.afterCommit(() => context.answerCallbackQuery({ text }));
  }
  return false;
}
