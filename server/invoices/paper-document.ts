/** The invoice as pdfmake draws it: A4, black on white, as book-keepers know it. */
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { InvoicePaper } from './paper.ts';
import { head, titleOf } from './paper-head.ts';
import { conclusion, linesTable } from './paper-lines.ts';
import { sayOnPaper } from './paper-words.ts';

/** `code`: the payment code as a data URL. A draft shows its place, a void invoice has none. */
export function paperDocument(paper: InvoicePaper, code: string | undefined): TDocumentDefinitions {
  const { language, draft } = paper;
  const title = titleOf(paper);
  const mark = draft ? 'draft' : paper.void ? 'void' : undefined;
  return {
    pageSize: 'A4',
    pageMargins: [40, 36, 40, 46],
    info: { title, author: paper.seller.legalName || paper.seller.name, creator: 'Otklik' },
    language,
    defaultStyle: { font: 'Roboto', fontSize: 9.5, lineHeight: 1.12 },
    content: [...head(paper, draft && code ? 'empty' : code), linesTable(paper), conclusion(paper)],
    footer: (page, pages) => ({
      columns: [
        { text: title, width: 400 },
        { text: sayOnPaper(language, 'page', { page, pages }), width: 115, alignment: 'right' },
      ],
      fontSize: 7.5,
      color: '#5f6368',
      margin: [40, 14, 40, 0],
    }),
    ...(mark && {
      watermark: { text: sayOnPaper(language, mark), color: '#b3261e', opacity: 0.13, bold: true },
    }),
  };
}
