/** Makes a text with its entities what Telegram would keep: cleaned, trimmed, checked, with links and commands found. */
import type { MessageEntity } from '@grammyjs/types';
import { findEntities } from './find-entities.ts';
import { type FormattedText, parseHtml } from './html.ts';
import { checkedLink } from './links.ts';
import { isRecord, type Params } from './params.ts';
import { badRequest } from './refusal.ts';

const mostBytes = 32_768;

interface Source {
  /** Names of the parameters. */
  text: 'text' | 'caption';
  entities: 'entities' | 'caption_entities';
}

/** Reads the text of a call in the server's order: empty, too many bytes, markup, too many characters. */
export function formattedText(params: Params, names: Source): FormattedText {
  const raw = params.text(names.text);
  const isText = names.text === 'text';
  if (isText && raw === '') throw badRequest('message text is empty');
  if (Buffer.byteLength(raw) > mostBytes) throw badRequest('text is too long');
  const given = parsed(raw, params, names);
  const { text, entities } = finish(given);
  if (isText && text === '') throw badRequest('text must be non-empty');
  // Counted in code points, after the markup is gone.
  const length = [...text].length;
  if (isText && length > 4096) throw badRequest('message is too long');
  if (!isText && length > 1024) throw badRequest('message caption is too long');
  return { text, entities };
}

/** What a person types: no markup, but commands and links are found. */
export function typedText(text: string): FormattedText {
  return finish({ text, entities: [] });
}

function parsed(raw: string, params: Params, names: Source): FormattedText {
  const mode = params.text('parse_mode').trim().toLowerCase();
  if (mode === 'html') return parseHtml(raw);
  if (mode !== '' && mode !== 'none') throw badRequest('unsupported parse_mode');
  return { text: raw, entities: givenEntities(raw, params, names.entities) };
}

const knownTypes = new Set<string>([
  ...['bold', 'italic', 'underline', 'strikethrough', 'spoiler', 'blockquote'],
  ...['expandable_blockquote', 'code', 'pre', 'text_link', 'text_mention', 'custom_emoji'],
]);

function givenEntities(text: string, params: Params, name: string): MessageEntity[] {
  const list = params.json(name, 'message entities');
  if (list === undefined) return [];
  if (!Array.isArray(list)) throw badRequest('message entities must be an Array');
  return list.flatMap((one: unknown) => {
    if (!isRecord(one)) throw badRequest("can't parse MessageEntity: expected an Object");
    const { offset, length, type, url } = one;
    if (!isWhole(offset) || !isWhole(length) || typeof type !== 'string') {
      throw badRequest("can't parse MessageEntity: a field is missing or of a wrong type");
    }
    // What the server finds by itself (mentions, links) or does not know is passed over.
    if (!knownTypes.has(type) || length <= 0 || offset < 0 || offset >= text.length) return [];
    const end = Math.min(text.length, offset + length);
    if (splitsPair(text, offset)) throw splitSymbol('begins', text, offset);
    if (splitsPair(text, end)) throw splitSymbol('ends', text, end);
    if (type === 'text_link') {
      const link = checkedLink(typeof url === 'string' ? url : '');
      return link === undefined ? [] : [{ type, url: link, offset, length: end - offset }];
    }
    return [{ ...one, offset, length: end - offset } as MessageEntity];
  });
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}

function splitsPair(text: string, at: number): boolean {
  return (text.codePointAt(at - 1) ?? 0) > 0xffff && at > 0 && at < text.length;
}

function splitSymbol(how: 'begins' | 'ends', text: string, at: number) {
  const offset = Buffer.byteLength(text.slice(0, at - 1));
  return badRequest(`entity ${how} in a middle of a UTF-16 symbol at byte offset ${offset}`);
}

/** Cleans and trims as Telegram does, moves the entities along, and adds what it finds by itself. */
function finish({ text: raw, entities: given }: FormattedText): FormattedText {
  const clean = moved(
    raw,
    given,
    [...raw.matchAll(/\r/g)].map(({ index }) => index),
  );
  const spaced = clean.text.replace(/[^\P{Cc}\n]/gu, (char) => (char < ' ' ? ' ' : char));
  const firstEntity = Math.min(spaced.length, ...clean.entities.map(({ offset }) => offset));
  const leading = /^[ \n]*/.exec(spaced.slice(0, firstEntity))?.[0].length ?? 0;
  const text = spaced.slice(leading).replace(/[ \n]+$/, '');
  const kept = clean.entities.flatMap((entity) => {
    const offset = entity.offset - leading;
    const length = Math.min(entity.length, text.length - offset);
    return length > 0 ? [{ ...entity, offset, length }] : [];
  });
  const merged = mergeTouching(kept.sort(outerFirst));
  return { text, entities: [...merged, ...findEntities(text, merged)].sort(outerFirst) };
}

/** Takes out single characters at the places, which rise. */
function moved(text: string, entities: MessageEntity[], places: number[]): FormattedText {
  if (places.length === 0) return { text, entities };
  const before = (end: number) => places.filter((place) => place < end).length;
  return {
    text: text.replaceAll('\r', ''),
    entities: entities.map((entity) => {
      const begin = entity.offset - before(entity.offset);
      const end = entity.offset + entity.length;
      return { ...entity, offset: begin, length: end - before(end) - begin };
    }),
  };
}

const splittable = new Set(['bold', 'italic', 'underline', 'strikethrough', 'spoiler']);

/** Two stretches of bold that touch or overlap are one. */
function mergeTouching(sorted: MessageEntity[]): MessageEntity[] {
  const merged: MessageEntity[] = [];
  const latest = new Map<string, MessageEntity>();
  for (const entity of sorted) {
    const last = splittable.has(entity.type) ? latest.get(entity.type) : undefined;
    if (last && entity.offset <= last.offset + last.length) {
      const end = Math.max(last.offset + last.length, entity.offset + entity.length);
      last.length = end - last.offset;
    } else {
      merged.push(entity);
      latest.set(entity.type, entity);
    }
  }
  return merged.sort(outerFirst);
}

function outerFirst(one: MessageEntity, other: MessageEntity): number {
  return one.offset - other.offset || other.length - one.length;
}
