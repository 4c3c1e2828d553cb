/** What is typed into the search, taken apart: nothing that can be typed is an error. */

export interface SearchTerms {
  /** `1042`, `№1042` or `#1042`: a ticket's number. */
  number?: number;
  /** Digits that may be a part of a phone number. */
  phone: boolean;
  /** Words in any order, in any form. */
  words: string;
  /** Words that stand in this order. */
  phrases: string[];
  /** The last word, which may not be finished yet. */
  unfinished?: string;
}

const numbered = /^[№#]?\s*(\d{1,9})$/;
const likePhone = /^\+?[\d\s().-]+$/;
// Shorter beginnings fit a great part of all words.
const shortestBeginning = 3;
const mostPhrases = 5;

export function termsOf(given: string): SearchTerms {
  const text = cleaned(given);
  const number = numbered.exec(text)?.[1];
  const phrases: string[] = [];
  const rest = text.replace(/["«“„]([^"»”“]+)["»”“]/g, (_, phrase: string) => {
    phrases.push(phrase);
    return ' ';
  });
  const words = rest.split(/\s+/).filter(Boolean);
  const last = /[\p{L}\p{N}]+$/u.exec(words.at(-1) ?? '')?.[0];
  const unfinished =
    /["»”]$/.test(text) || !last || last.length < shortestBeginning ? undefined : last;
  return {
    ...(number !== undefined && { number: Number(number) }),
    phone: likePhone.test(text) && text.replace(/\D/g, '').length >= 4,
    words: unfinished ? rest.trimEnd().slice(0, -unfinished.length) : rest,
    phrases: phrases.slice(0, mostPhrases),
    ...(unfinished !== undefined && { unfinished }),
  };
}

/** Without what the database cannot store, and without control characters, which mean nothing. */
function cleaned(given: string): string {
  return given
    .toWellFormed()
    .normalize('NFC')
    .replace(/\p{Cc}/gu, ' ')
    .trim();
}
