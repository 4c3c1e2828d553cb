/** Which passwords are among the first that are tried. Their length is the contract's matter. */
import { CodedError } from '../platform/errors.ts';

/** Shorter parts of a name are found in words by chance. */
const shortestPart = 4;
const fewestCharacters = 5;

const rows = [
  '0123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '1q2w3e4r5t6y7u8i9o0p',
  'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
  'йцукенгшщзхъфывапролджэячсмитьбю',
];

/**
 * Throws `password.too_common`, with the field that holds it: for one of the commonest passwords (also
 * with digits or signs behind it), one that contains the person's own name or address, the same few
 * characters over and over, and keys in a row.
 */
export async function assertUncommon(
  password: string,
  { name, email, field }: { name: string; email: string; field: string },
): Promise<void> {
  const given = password.normalize('NFKC').toLowerCase();
  const common =
    isMonotonous(given) ||
    isRow(given) ||
    containsOwn(given, { name, email }) ||
    (await isAmongTheCommonest(given));
  if (common) throw new CodedError('password.too_common', { fields: { [field]: 'too_common' } });
}

/** `aaaaaaaaaaaa`, `abcabcabcabc`, `passwordpassword`. */
function isMonotonous(given: string): boolean {
  if (new Set(given).size < fewestCharacters) return true;
  return (given + given).indexOf(given, 1) < given.length;
}

function isRow(given: string): boolean {
  const backwards = [...given].reverse().join('');
  return rows.some((row) => {
    const endless = row.repeat(Math.ceil(given.length / row.length) + 1);
    return endless.includes(given) || endless.includes(backwards);
  });
}

function containsOwn(given: string, { name, email }: { name: string; email: string }): boolean {
  const [local = '', domain = ''] = email.toLowerCase().split('@');
  const parts = [
    local,
    domain,
    ...local.split(/[^\p{L}\p{N}]+/u),
    ...name.toLowerCase().split(/\s+/),
  ];
  return parts.some((part) => part.length >= shortestPart && given.includes(part));
}

async function isAmongTheCommonest(given: string): Promise<boolean> {
  const known = await commonest();
  if (known.has(given)) return true;
  const word = given.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  // "password2024!": a word of the list with the usual ornament. A long rest is worth something by itself.
  return known.has(word) && given.length - word.length <= 8;
}

let list: Promise<Set<string>> | undefined;

/** Some 49,000, and 5 MB of memory: loaded when the first password is chosen. */
function commonest(): Promise<Set<string>> {
  list ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common']),
  );
  return list;
}
