/** The lower part of the paper: what is asked for, what it comes to, and who signs. */
import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { formatQuantity, formatRate } from '../../contract/money.ts';
import type { InvoicePaper } from './paper.ts';
import { grey, paperWidth } from './paper-head.ts';
import { sumInWords } from './paper-sum.ts';
import { onPaper, type PaperWord, sayOnPaper, sumOnPaper } from './paper-words.ts';

/** A row with more lines than that would be higher than a page: its line breaks become spaces. */
const mostLines = 30;

/** All widths are said: a word without an end is broken, instead of pushing the sums off the page. */
export function linesTable(paper: InvoicePaper): Content {
  const taxed = paper.items.some(({ taxRate }) => taxRate !== null);
  const widths = taxed ? [20, 0, 46, 34, 66, 56, 74] : [20, 0, 50, 40, 76, 84];
  const padding = widths.length * 8 + (widths.length + 1) * 0.6;
  widths[1] = paperWidth - padding - widths.reduce((sum, width) => sum + width, 0);
  return {
    table: {
      widths,
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      body: [headRow(paper, taxed), ...itemRows(paper, taxed)],
    },
    layout: {
      hLineWidth: (row) => (row < 2 ? 0.9 : 0.6),
      vLineWidth: () => 0.6,
      hLineColor: () => '#80868b',
      vLineColor: () => '#80868b',
      fillColor: (row) => (row === 0 ? '#f1f3f4' : null),
    },
    fontSize: 8.5,
    margin: [0, 8, 0, 8],
  };
}

function headRow({ language, taxMode }: InvoicePaper, taxed: boolean): TableCell[] {
  const inside = taxMode === 'included';
  const words: PaperWord[] = [
    'place',
    'description',
    'quantity',
    'unit',
    taxed && !inside ? 'priceNet' : 'price',
    ...(taxed ? [inside ? ('taxInside' as const) : ('tax' as const)] : []),
    taxed && !inside ? 'sumGross' : 'sum',
  ];
  return words.map((word) => ({
    text: sayOnPaper(language, word),
    bold: true,
    alignment: 'center',
  }));
}

function itemRows({ language, items }: InvoicePaper, taxed: boolean): TableCell[][] {
  if (items.length === 0) {
    const text = sayOnPaper(language, 'noItems');
    const rest = Array.from({ length: taxed ? 6 : 5 }, () => '');
    return [[{ text, colSpan: rest.length + 1, alignment: 'center', color: grey }, ...rest]];
  }
  return items.map((item, index) => [
    { text: String(index + 1), alignment: 'center' },
    onPaper(item.description, mostLines) || ' ',
    figure(onPaper(formatQuantity(item.quantity, language))),
    { text: onPaper(item.unit) || ' ', alignment: 'center' },
    figure(sumOnPaper(language, item.unitPrice)),
    ...(taxed ? [taxCell(language, item)] : []),
    figure(sumOnPaper(language, item.total)),
  ]);
}

function taxCell(
  language: InvoicePaper['language'],
  { taxRate, tax }: InvoicePaper['items'][number],
): TableCell {
  if (taxRate === null) {
    return { text: sayOnPaper(language, 'withoutTax'), alignment: 'right', fontSize: 7.5 };
  }
  const rate = { text: onPaper(formatRate(taxRate, language)), fontSize: 7, color: grey };
  return { stack: [figure(sumOnPaper(language, tax)), rate], alignment: 'right' };
}

/** Billions are drawn smaller, so that they stay in one line. */
function figure(text: string): { text: string; alignment: 'right'; fontSize?: number } {
  return { text, alignment: 'right', ...(text.length > 13 && { fontSize: 7 }) };
}

/** Sums, the sum in words and the signatures: they stay together on one page. */
export function conclusion(paper: InvoicePaper): Content {
  const { language, currency, items, total, note } = paper;
  const named = currency === 'RUB' && language === 'ru' ? 'руб.' : currency;
  const values = { count: items.length, sum: sumOnPaper(language, total), currency: named };
  const inWords = currency === 'RUB' && language === 'ru';
  return [
    {
      unbreakable: true,
      stack: [
        totals(paper, named),
        { text: sayOnPaper(language, 'count', values), margin: [0, 8, 0, 0] },
        ...(inWords ? [{ text: sumInWords(total), bold: true }] : []),
      ],
    },
    ...(note ? [noteBlock(language, note)] : []),
    signatures(paper),
  ];
}

function totals(paper: InvoicePaper, currency: string): Content {
  const { language, net, taxes, total, paid, due } = paper;
  const rows: { label: string; sum: string; bold?: boolean }[] = [];
  const sum = (minor: number) => sumOnPaper(language, minor);
  const say = (word: PaperWord, values?: Record<string, string>) =>
    sayOnPaper(language, word, values);
  const rates = taxes.map(({ rate, tax }) => ({
    label: say('taxAt', { rate: onPaper(formatRate(rate, language)) }),
    sum: sum(tax),
  }));
  if (taxes.length === 0) rates.push({ label: say('withoutTax'), sum: '—' });
  else rows.push({ label: say('net'), sum: sum(net) });
  rows.push(...rates, { label: `${say('total')}, ${currency}`, sum: sum(total), bold: true });
  if (paid !== 0 && !paper.void) {
    rows.push({ label: say('paid'), sum: sum(paid) });
    rows.push({ label: `${say('due')}, ${currency}`, sum: sum(due), bold: true });
  }
  const right = { alignment: 'right' as const };
  return {
    table: {
      widths: [paperWidth - 100 - 8, 96],
      body: rows.map(({ label, sum, bold = false }) => [
        { text: label, bold, ...right },
        { text: sum, bold, ...right },
      ]),
    },
    layout: {
      defaultBorder: false,
      paddingTop: () => 1,
      paddingBottom: () => 1,
      paddingLeft: () => 0,
      paddingRight: () => 4,
    },
  };
}

function noteBlock(language: InvoicePaper['language'], note: string): Content {
  return {
    text: [{ text: `${sayOnPaper(language, 'note')}: `, color: grey }, onPaper(note)],
    margin: [0, 10, 0, 0],
  };
}

/** Those who are named; where nobody is, one line to sign on. */
function signatures({ language, seller }: InvoicePaper): Content {
  const { director, accountant } = seller;
  const roles: [PaperWord, string][] = [
    ...(director || !accountant ? [['director', director] as [PaperWord, string]] : []),
    ...(accountant ? [['accountant', accountant] as [PaperWord, string]] : []),
  ];
  return {
    unbreakable: true,
    margin: [0, 14, 0, 0],
    stack: roles.map(([role, name]) => ({
      columns: [
        { text: sayOnPaper(language, role), width: 96, bold: true },
        {
          canvas: [{ type: 'line', x1: 0, y1: 11, x2: 150, y2: 11, lineWidth: 0.6 }],
          width: 150,
        },
        { text: onPaper(name), width: paperWidth - 96 - 150 - 16 },
      ],
      columnGap: 8,
      margin: [0, 10, 0, 0],
    })),
  };
}
