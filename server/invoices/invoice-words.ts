/** The words by which an invoice is found; what is stored and what is typed are cut alike. */
import { type SQL, sql } from 'drizzle-orm';

/** Shorter beginnings fit a great part of all words. */
const shortestBeginning = 3;

/** The document of an invoice: its number, its client's name, the words of its lines. */
export function documentOf(texts: readonly string[]): SQL<string> {
  return sql`to_tsvector('russian', ${wordsIn(texts.join(' ')).join(' ')})`;
}

/** The condition that a document holds all of these words, the last one perhaps unfinished. */
export function holdsWords(document: SQL, typed: string): SQL {
  const words = wordsIn(typed);
  const last = words.at(-1) ?? '';
  if (last.length < shortestBeginning || /^\d+$/.test(last)) {
    return sql`${document} @@ plainto_tsquery('russian', ${words.join(' ')})`;
  }
  const others = words.slice(0, -1).join(' ');
  const exact = sql`plainto_tsquery('russian', ${last})`;
  return sql`${document} @@ (plainto_tsquery('russian', ${others}) && (case
    when numnode(${exact}) > 0 then ${exact}::text || ':*' else '' end)::tsquery)`;
}

/** `СЧ-17` is two words: the database would take `-17` for a number below nought. */
function wordsIn(text: string): string[] {
  const plain = text.toWellFormed().normalize('NFC').toLowerCase().replaceAll('ё', 'е');
  return plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}
