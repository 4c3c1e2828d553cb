/** Turns a text with entities into a tree that can be rendered: nothing crosses, nothing splits a letter. */
import type { SandboxMessage } from '../../contract/sandbox-shapes.ts';

export type Entity = SandboxMessage['entities'][number];
export type Piece = string | { entity: Entity; children: Piece[] };

interface Span {
  start: number;
  end: number;
  entity: Entity;
  inside: Span[];
}

// Blocks stay whole and so do links, as far as possible: what crosses them is cut instead.
const outermost = ['expandable_blockquote', 'blockquote', 'pre', 'text_link', 'url', 'spoiler'];

/** The text as nested pieces. Offsets count UTF-16 units (Bot API, MessageEntity); what lies outside the text is cut off. */
export function nested(text: string, entities: Entity[]): Piece[] {
  const top: Span[] = [];
  const ordered = entities
    .map((entity) => spanOf(text, entity))
    .filter((span) => span.start < span.end)
    .sort(
      (a, b) =>
        rank(a.entity) - rank(b.entity) || a.start - b.start || b.end - a.end || byType(a, b),
    );
  for (const span of ordered) insert(top, span);
  return piecesOf(text, top, 0, text.length);
}

function spanOf(text: string, entity: Entity): Span {
  let start = clamp(entity.offset, text.length);
  let end = clamp(entity.offset + entity.length, text.length);
  if (splitsLetter(text, start)) start -= 1;
  if (splitsLetter(text, end)) end += 1;
  return { start, end, entity, inside: [] };
}

function clamp(offset: number, longest: number): number {
  return Math.min(Math.max(offset, 0), longest);
}

function splitsLetter(text: string, at: number): boolean {
  return isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function rank(entity: Entity): number {
  const at = outermost.indexOf(entity.type);
  return at === -1 ? outermost.length : at;
}

function byType(a: Span, b: Span): number {
  return a.entity.type < b.entity.type ? -1 : 1;
}

/** Puts the span among its siblings; where it meets one of them, that part goes inside. */
function insert(siblings: Span[], span: Span): void {
  let from = span.start;
  const parts: Span[] = [];
  for (const one of siblings) {
    if (one.end <= from || one.start >= span.end) continue;
    if (from < one.start) parts.push({ ...span, start: from, end: one.start, inside: [] });
    const start = Math.max(from, one.start);
    const end = Math.min(span.end, one.end);
    insert(one.inside, { ...span, start, end, inside: [] });
    from = end;
  }
  if (from < span.end) parts.push({ ...span, start: from, inside: [] });
  siblings.push(...parts);
  siblings.sort((a, b) => a.start - b.start);
}

function piecesOf(text: string, spans: Span[], start: number, end: number): Piece[] {
  const pieces: Piece[] = [];
  let from = start;
  for (const span of spans) {
    if (from < span.start) pieces.push(text.slice(from, span.start));
    const children = piecesOf(text, span.inside, span.start, span.end);
    pieces.push({ entity: span.entity, children });
    from = span.end;
  }
  if (from < end) pieces.push(text.slice(from, end));
  return pieces;
}

/** What follows a quote or a block of code begins on a line of its own anyway: its first line break is that one. */
export function afterBlock(piece: string, before: Piece | undefined): string {
  const isBlock = typeof before === 'object' && /blockquote$|^pre$/.test(before.entity.type);
  return isBlock ? piece.replace(/^\n/, '') : piece;
}

/** The letters of a piece without their formatting. */
export function plain(pieces: Piece[]): string {
  return pieces
    .map((piece) => (typeof piece === 'string' ? piece : plain(piece.children)))
    .join('');
}
