/** Numbers as people write them, in E.164. A number that is to be proved is read by the sign-up, which strips nothing. */
import parsePhoneNumber from 'libphonenumber-js';
import { writtenPhone } from '../../contract/person.ts';

/** Numbers without a country are of this one. */
const country = 'RU';
// Numbers bought on Fragment are tied to no line (TDLib, phoneNumberInfo.is_anonymous).
const anonymous = /^\+888/;

/** The number in E.164; nothing when it cannot be one, or is an anonymous one (+888). */
export function readWrittenPhone(given: string): string | undefined {
  const plain = given
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Pd}/gu, '-');
  const checked = writtenPhone.safeParse(plain);
  if (!checked.success) return undefined;
  const written = checked.data.replace(/^00/, '+');
  const found = written.startsWith('+') ? undefined : parse(written);
  // `380501234567`: whole, but without its plus.
  const number = found?.isValid()
    ? found
    : parse(written.startsWith('+') ? written : `+${written}`);
  if (!number?.isPossible() || anonymous.test(number.number)) return undefined;
  return number.number;
}

function parse(written: string) {
  return parsePhoneNumber(written, { defaultCountry: country, extract: false });
}
