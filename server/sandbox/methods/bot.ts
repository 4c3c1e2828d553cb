/** What concerns the bot itself and its files: getMe, commands, description, getFile. */
import type { BotCommand } from '@grammyjs/types';
import { isRecord, type Params } from '../params.ts';
import { badRequest } from '../refusal.ts';
import type { World } from '../world.ts';

export function getMe(world: World) {
  return {
    ...world.bot,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  };
}

export function setMyCommands(world: World, params: Params): true {
  const given = params.json('commands', 'bot commands');
  if (!Array.isArray(given)) throw badRequest('expected an Array of BotCommand');
  if (given.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  const commands = given.map(readCommand);
  const all = readAll(world);
  all[keyOf(params)] = commands;
  world.store.writeSetting('commands', all);
  world.events.emit({ type: 'state' });
  return true;
}

export function deleteMyCommands(world: World, params: Params): true {
  const { [keyOf(params)]: _, ...rest } = readAll(world);
  world.store.writeSetting('commands', rest);
  world.events.emit({ type: 'state' });
  return true;
}

export function getMyCommands(world: World, params: Params): BotCommand[] {
  return readAll(world)[keyOf(params)] ?? [];
}

/** The commands that a person sees: the nearest scope wins, then the language. */
export function commandsFor(world: World, person: { languageCode: string; telegramId: number }) {
  const all = readAll(world);
  const scopes = [`chat:${person.telegramId}`, 'all_private_chats', 'default'];
  for (const scope of scopes) {
    for (const language of [person.languageCode.slice(0, 2), '']) {
      const commands = all[`${scope}/${language}`];
      if (commands) return commands;
    }
  }
  return [];
}

export function setMyDescription(world: World, params: Params): true {
  const description = params.text('description');
  if ([...description].length > 512) throw badRequest('BOT_DESCRIPTION_TOO_LONG');
  const all = readDescriptions(world);
  world.store.writeSetting('descriptions', { ...all, [params.text('language_code')]: description });
  return true;
}

export function getMyDescription(world: World, params: Params): { description: string } {
  const all = readDescriptions(world);
  return { description: all[params.text('language_code')] || (all[''] ?? '') };
}

const mostDownload = 20 * 1024 * 1024;

export function getFile(world: World, params: Params) {
  const id = params.text('file_id');
  if (id === '') throw badRequest('invalid file_id');
  const file = world.files.find(id);
  if (!file) throw badRequest('wrong file_id or the file is temporarily unavailable');
  if (file.size > mostDownload) throw badRequest('file is too big');
  return {
    file_id: file.id,
    file_unique_id: file.uniqueId,
    file_size: file.size,
    file_path: file.path,
  };
}

function readCommand(given: unknown): BotCommand {
  if (!isRecord(given)) throw badRequest("can't parse BotCommand: expected an Object");
  const command = String(given.command ?? '')
    .replace(/^\//, '')
    .toLowerCase();
  const description = String(given.description ?? '').trim();
  if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
  if (description.length < 1 || description.length > 256) {
    throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  }
  return { command, description };
}

function readAll(world: World): Record<string, BotCommand[]> {
  return (world.store.readSetting('commands') ?? {}) as Record<string, BotCommand[]>;
}

function readDescriptions(world: World): Record<string, string> {
  return (world.store.readSetting('descriptions') ?? {}) as Record<string, string>;
}

function keyOf(params: Params): string {
  const scope = params.json('scope', 'bot command scope');
  const { type = 'default', chat_id: chat } = isRecord(scope) ? scope : {};
  const name = chat === undefined ? String(type) : `${String(type)}:${String(chat)}`;
  return `${name}/${params.text('language_code')}`;
}
