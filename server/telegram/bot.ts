/** Who the bot is, and what Telegram shows of it before anybody writes. */
import { type Api, GrammyError } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import { languages } from '../../contract/person.ts';
import { StartRefused } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import { pauseAfter } from './back-off.ts';
import { recallMe, rememberMe } from './poller-state.ts';
import { judge } from './telegram-errors.ts';
import { sayInTelegram } from './words.ts';

/**
 * Asks Telegram who the bot is. While Telegram is out of reach (or refuses a token that it has once
 * accepted), what it said last must do, so that the portal still starts; without that it asks until it
 * hears. Throws StartRefused for a token that was never accepted.
 */
export async function readMe(platform: Platform, api: Api, botId: number): Promise<UserFromGetMe> {
  const { database, clock, log } = platform;
  for (let times = 1; ; times++) {
    try {
      const me = await api.getMe();
      await rememberMe(database.handle, me);
      return me;
    } catch (error) {
      const verdict = judge(error);
      const known = await recallMe(database.handle, botId);
      log.warn({ reason: verdict.reason }, 'Telegram does not say who the bot is.');
      if (known) return known;
      if (error instanceof GrammyError && verdict.kind === 'refused') {
        throw new StartRefused(
          'Telegram refuses TELEGRAM_BOT_TOKEN. Ask @BotFather for the right one, or check TELEGRAM_API_ROOT.',
        );
      }
      // Once at once: a first connection may fail for reasons of the moment.
      if (times > 1) await clock.wait(pauseAfter(verdict, times, Math.random()));
    }
  }
}

/** Sets commands and description in each language; the default is English. Best effort: the bot works without. */
export async function describeBot({ config, log }: Platform, api: Api): Promise<void> {
  for (const language of [undefined, ...languages]) {
    const spoken = language ?? 'en';
    const tagged = language && { language_code: language };
    const commands = [
      { command: 'start', description: sayInTelegram(spoken, 'bot.start') },
      { command: 'help', description: sayInTelegram(spoken, 'bot.help') },
    ];
    const description = sayInTelegram(spoken, 'bot.description', { company: config.companyName });
    try {
      await api.setMyCommands(commands, tagged);
      await api.setMyDescription(description, tagged);
    } catch (error) {
      const { reason } = judge(error);
      // An older server need not know every method; whatever else it is, it will be met again soon.
      log.info({ reason }, "Telegram did not take all of the bot's commands and description.");
      return;
    }
  }
}
