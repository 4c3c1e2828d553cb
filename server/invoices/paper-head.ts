/** The upper part of the paper: who is paid, into which account, for what, and by whom. */
import type { Column, Content, TableCell } from 'pdfmake/interfaces.js';
import type { InvoicePaper } from './paper.ts';
import { dayOnPaper, onPaper, type PaperWord, sayOnPaper } from './paper-words.ts';

/** Points, between the margins of A4. */
export const paperWidth = 515;
export const grey = '#5f6368';

const codeSize = 128;
const gap = 14;
/** More lines of an address than that are put into one: head and sums stay near to each other. */
const mostLines = 12;

/** `code`: the image of the payment code as a data URL; `empty`: its place on a draft. */
export function head(paper: InvoicePaper, code: string | 'empty' | undefined): Content[] {
  const { language, seller, dueOn } = paper;
  const due = dueOn && sayOnPaper(language, 'dueOn', { day: dayOnPaper(language, dueOn) });
  const width = code ? paperWidth - codeSize - gap : paperWidth;
  const payment: Column = { width, stack: [bankBlock(paper, width), paymentLines(paper)] };
  return [
    { text: onPaper(nameOf(paper), mostLines), fontSize: 13, bold: true },
    { text: onPaper(seller.address, mostLines), color: grey, margin: [0, 2, 0, 0] },
    {
      columns: code ? [payment, codeBlock(paper, code)] : [payment],
      columnGap: gap,
      margin: [0, 10, 0, 0],
    },
    { text: titleOf(paper), fontSize: 15, bold: true, margin: [0, 14, 0, 0] },
    ...(due ? [{ text: due, margin: [0, 3, 0, 0] } satisfies Content] : []),
    {
      canvas: [{ type: 'line', x1: 0, y1: 0, x2: paperWidth, y2: 0, lineWidth: 1.5 }],
      margin: [0, 7, 0, 8],
    },
    party(sayOnPaper(language, 'seller'), sellerLine(paper)),
    party(sayOnPaper(language, 'buyer'), buyerLines(paper)),
  ];
}

/** `Счёт на оплату № СЧ-17 от 21 ноября 2026 г.`; a draft has neither number nor day. */
export function titleOf({ language, number, issuedOn }: InvoicePaper): string {
  return [
    sayOnPaper(language, 'title'),
    ...(number ? [sayOnPaper(language, 'number', { number: onPaper(number) })] : []),
    ...(issuedOn ? [sayOnPaper(language, 'of', { day: dayOnPaper(language, issuedOn) })] : []),
  ].join(' ');
}

/** The block that Russian book-keepers copy from; nothing where no bank is named. */
function bankBlock({ language, seller }: InvoicePaper, width: number): Content {
  const { bank, bik, account, correspondentAccount, inn, kpp } = seller;
  if (![bank, bik, account, correspondentAccount].some(Boolean)) return [];
  const say = (word: PaperWord) => sayOnPaper(language, word);
  const codes = [inn && `${say('inn')} ${inn}`, kpp && `${say('kpp')} ${kpp}`].filter(Boolean);
  const small = (word: PaperWord): Content => ({ text: say(word), color: grey, fontSize: 7 });
  const label = 44;
  const digits = 118;
  // Three columns with their paddings and four lines. No cell spans rows: long names would run into the next.
  const names = width - label - digits - 3 * 8 - 4 * 0.6;
  const bankCells: TableCell[] = [
    { stack: [{ text: onPaper(bank) || ' ' }, small('bank')] },
    `${say('bik')}\n${say('account')}`,
    `${bik || ' '}\n${correspondentAccount || ' '}`,
  ];
  const ownCells: TableCell[] = [
    {
      stack: [
        ...(codes.length > 0 ? [{ text: codes.join('     ') }] : []),
        { text: onPaper(nameOf({ seller })) || ' ' },
        small('recipient'),
      ],
    },
    say('account'),
    account || ' ',
  ];
  return {
    table: { widths: [names, label, digits], dontBreakRows: true, body: [bankCells, ownCells] },
    layout: { hLineWidth: () => 0.6, vLineWidth: () => 0.6 },
  };
}

/** What a company elsewhere writes of its account, and what to write as the purpose. */
function paymentLines({ language, seller, purpose, draft }: InvoicePaper): Content[] {
  const lines: Content[] = [];
  if (seller.otherDetails) {
    lines.push({ text: onPaper(seller.otherDetails, mostLines), margin: [0, 6, 0, 0] });
  }
  if (purpose && !draft) {
    const label = { text: `${sayOnPaper(language, 'purpose')}: `, color: grey };
    lines.push({ text: [label, onPaper(purpose, mostLines)], margin: [0, 6, 0, 0] });
  }
  return lines;
}

/** An image, not lines: whoever reads the file can take it out and read it. */
function codeBlock({ language }: InvoicePaper, code: string | 'empty'): Column {
  const place: Content =
    code === 'empty'
      ? { canvas: [{ type: 'rect', x: 0, y: 0, w: codeSize, h: codeSize, dash: { length: 3 } }] }
      : { image: code, width: codeSize, height: codeSize };
  const caption = sayOnPaper(language, code === 'empty' ? 'scanLater' : 'scan');
  return {
    width: codeSize,
    stack: [
      place,
      { text: caption, fontSize: 7, color: grey, alignment: 'center', margin: [0, 3, 0, 0] },
    ],
    unbreakable: true,
  };
}

function party(label: string, said: Content): Content {
  return {
    columns: [
      { text: label, width: 76, color: grey },
      { stack: [said], width: paperWidth - 76 },
    ],
    margin: [0, 0, 0, 5],
  };
}

/** As Russian invoices have it: everything in one line. */
function sellerLine({ language, seller }: InvoicePaper): Content {
  const { inn, kpp, address } = seller;
  const rest = [
    inn && `${sayOnPaper(language, 'inn')} ${inn}`,
    kpp && `${sayOnPaper(language, 'kpp')} ${kpp}`,
    onPaper(address, mostLines),
  ].filter(Boolean);
  const name = { text: onPaper(nameOf({ seller })) || '—', bold: true };
  return { text: [name, ...rest.map((part) => `, ${part}`)] };
}

function buyerLines({ buyer }: InvoicePaper): Content {
  return [
    { text: onPaper(buyer.name) || '—', bold: true },
    ...(buyer.details ? [{ text: onPaper(buyer.details, mostLines) }] : []),
  ];
}

function nameOf({ seller }: Pick<InvoicePaper, 'seller'>): string {
  return seller.legalName || seller.name;
}
