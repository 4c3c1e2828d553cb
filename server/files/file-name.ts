/** Names of files: what somebody's computer called them, without what could mislead or break. */
import { extname } from 'node:path';
import { fileLimits } from '../../contract/files.ts';

// Control characters, marks that turn text around, and halves of characters; the joiner of emoji stays.
const unseen = /(?!\u200d)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;
// What file systems do not take.
const refused = /[<>:"|?*]/g;
// Dots and spaces at the ends. Runs of them are tried from their beginning alone: a name may be 80 kB of dots.
const edges = /^[. ]+|(?<![. ])[. ]+$/g;

/**
 * The last part of a path, fit for every file system, at most so long as the contract says; with an
 * ending of `extensions`, the first of which is put behind a name that ends otherwise.
 */
export function cleanName(given: string, extensions: readonly string[]): string {
  const last = given.split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(unseen, '')
    .replace(refused, '_')
    .replace(edges, '');
  const ending = extname(clean).slice(1).toLowerCase();
  const honest = extensions.includes(ending);
  const suffix = honest ? extname(clean) : `.${extensions[0]}`;
  const stem = honest ? clean.slice(0, -suffix.length) : clean;
  const room = fileLimits.nameLength - [...suffix].length;
  return `${[...(stem || 'file')].slice(0, room).join('')}${suffix}`;
}
