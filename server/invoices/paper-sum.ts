/** Sums of roubles in Russian words, as they stand on invoices: so that nobody adds a digit. */

interface Forms {
  one: string;
  few: string;
  many: string;
  feminine?: boolean;
}

const rubles: Forms = { one: 'рубль', few: 'рубля', many: 'рублей' };
const kopecks: Forms = { one: 'копейка', few: 'копейки', many: 'копеек' };
/** From the thousands on; the contract lets in less than a quadrillion. */
const groups: Forms[] = [
  { one: 'тысяча', few: 'тысячи', many: 'тысяч', feminine: true },
  { one: 'миллион', few: 'миллиона', many: 'миллионов' },
  { one: 'миллиард', few: 'миллиарда', many: 'миллиардов' },
  { one: 'триллион', few: 'триллиона', many: 'триллионов' },
  { one: 'квадриллион', few: 'квадриллиона', many: 'квадриллионов' },
];
const units =
  ' один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать'.split(
    ' ',
  );
const tens = '  двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто'.split(
  ' ',
);
const hundreds = ' сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот'.split(
  ' ',
);

/** `Две тысячи один рубль 05 копеек` from 200105 kopecks. */
export function sumInWords(minor: number): string {
  const whole = Math.floor(Math.abs(minor) / 100);
  const rest = Math.abs(minor) % 100;
  const words = [
    ...(minor < 0 ? ['минус'] : []),
    ...(whole === 0 ? ['ноль'] : numberWords(whole)),
    formOf(whole, rubles),
    String(rest).padStart(2, '0'),
    formOf(rest, kopecks),
  ].join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function numberWords(given: number): string[] {
  const words = belowThousand(given % 1000, false);
  let left = Math.floor(given / 1000);
  for (const group of groups) {
    const count = left % 1000;
    if (count > 0) {
      words.unshift(...belowThousand(count, group.feminine ?? false), formOf(count, group));
    }
    left = Math.floor(left / 1000);
  }
  return words;
}

function belowThousand(given: number, feminine: boolean): string[] {
  const rest = given % 100;
  const last = rest < 20 ? rest : rest % 10;
  const feminineForm = feminine ? { 1: 'одна', 2: 'две' }[last] : undefined;
  return [
    hundreds[Math.floor(given / 100)],
    rest < 20 ? '' : tens[Math.floor(rest / 10)],
    feminineForm ?? units[last],
  ].filter((word): word is string => Boolean(word));
}

/** 1, 21, 101: one; 2 to 4, 22: few; the others, 11 to 14 among them: many. */
function formOf(count: number, { one, few, many }: Forms): string {
  const rest = count % 100;
  if (rest > 10 && rest < 20) return many;
  if (rest % 10 === 1) return one;
  return rest % 10 > 1 && rest % 10 < 5 ? few : many;
}
