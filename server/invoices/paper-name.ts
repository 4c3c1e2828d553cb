/** What the file of a paper is called. */
import type { InvoicePaper } from './paper.ts';
import { titleOf } from './paper-head.ts';
import { sayOnPaper } from './paper-words.ts';

/** `Счёт на оплату № СЧ-17 от 21 ноября 2026 г.pdf` is what people look for in their folder of downloads. */
export function paperName(paper: InvoicePaper): string {
  const title = paper.draft
    ? `${sayOnPaper(paper.language, 'title')} (${sayOnPaper(paper.language, 'draft').toLowerCase()})`
    : titleOf(paper);
  // What a prefix may hold and file systems do not take.
  return `${title.replace(/[<>:"/\\|?*\p{C}]/gu, '_').replace(/\.$/, '')}.pdf`;
}
