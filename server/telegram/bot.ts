/** Who the bot is, and what Telegram shows of it before anybody writes. */
import { type Api, GrammyError } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import { languages } from '../../contract/person.ts';
import { readCompany } from '../company/company.ts';
import { StartRefused } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import { pauseAfter } from './receiving/back-off.ts';
import { recallMe, rememberMe } from './receiving/poller-state.ts';
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
export async function describeBot(platform: Platform, api: Api): Promise<void> {
  const { database, log } = platform;
  const tongues = [undefined, ...languages].map((language) => ({
    spoken: language ?? 'en',
    tagged: language && { language_code: language },
  }));
  try {
    for (const { spoken, tagged } of tongues) {
      const commands = [
        { command: 'start', description: sayInTelegram(spoken, 'bot.start') },
        { command: 'help', description: sayInTelegram(spoken, 'bot.help') },
      ];
      await api.setMyCommands(commands, tagged);
    }
    // Not every Bot API server knows this one, so it comes last.
    const company = await readCompany(database.handle, platform);
    for (const { spoken, tagged } of tongues) {
      const values = { company: company.name };
      await api.setMyDescription(sayInTelegram(spoken, 'bot.description', values), tagged);
    }
  } catch (error) {
    const { reason } = judge(error);
    log.info({ reason }, "Telegram did not take all of the bot's commands and description.");
  }
}
