/** What is typed into the search of clients, as a query on the words that the database keeps of each. */

const mostTerms = 8;
// Like `client_words` in the migrations, so that both sides cut alike; what cannot be stored is cut as well.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const between = /[\s\u0000-\u0020!-/:-@[-`{-~\u007f]+/u;
const likePhone = /^\+?[\d\s().-]+$/;

/**
 * The text of a `tsquery`: every word must begin a word of the client's name or e-mail; a number, or
 * three digits or more of one, may be anywhere in the phone. Nothing when there is nothing to look for.
 */
export function searchQuery(given: string): string | undefined {
  const text = given.toWellFormed().normalize('NFC').trim();
  const digits = text.replace(/\D/g, '');
  if (likePhone.test(text) && digits.length >= 3) return phoneTerm(text, digits);
  const words = text.toLowerCase().replaceAll('ё', 'е').split(between).filter(Boolean);
  if (words.length === 0) return undefined;
  return words.slice(0, mostTerms).map(prefix).join(' & ');
}

/** Eight is what Russians dial before a number of their own country. */
function phoneTerm(text: string, digits: string): string {
  const dialled = digits.startsWith('8') && !text.startsWith('+');
  if (!dialled) return prefix(digits);
  return `(${prefix(digits)} | ${prefix(`7${digits.slice(1)}`)})`;
}

function prefix(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}':*`;
}
