/** How a person is shown where there is no picture. */

/** One or two letters; quotation marks are none. */
export function initials(name: string): string {
  return name
    .trim()
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word.replace(/^\p{P}+/u, '')][0] ?? '')
    .join('')
    .toUpperCase();
}

/** A hue of 0 to 345 that is always the same for the same text. */
export function hueOf(text: string): number {
  let sum = 7;
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 100_003;
  return (sum % 24) * 15;
}
