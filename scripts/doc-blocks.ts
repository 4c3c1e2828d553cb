/** The commands and programs that a page shows, for the test that runs them. */
import { readFileSync } from 'node:fs';

export interface Block {
  language: string;
  text: string;
  line: number;
  /** Why no test can run it: `<!-- not run: needs Docker -->` on the line before. */
  notRun?: string;
  /** The JSON that the page shows below as the answer. */
  answer?: unknown;
}

/** What a reader would run. Configuration and answers are none of it. */
const runnable = ['bash', 'sh', 'js', 'ts', 'python'];

/** Every block of a page that a reader would run, in order. */
export function blocksOf(page: string): Block[] {
  const lines = readFileSync(page, 'utf8').split('\n');
  const fenced = fencesIn(lines);
  return fenced
    .map((block, index) => ({ ...block, answer: answerBelow(block, fenced[index + 1]) }))
    .filter(({ language }) => runnable.includes(language))
    .map(({ endLine, ...block }) => ({
      ...block,
      notRun: reasonAbove(lines.slice(0, block.line - 1)),
    }));
}

function reasonAbove(lines: string[]): string | undefined {
  const above = lines.findLast((line) => line.trim() !== '');
  return above?.match(/^\s*<!-- not run: (.+) -->$/)?.[1];
}

interface Fenced {
  language: string;
  text: string;
  line: number;
  endLine: number;
}

function fencesIn(lines: string[]): Fenced[] {
  const found: Fenced[] = [];
  let open: { fence: string; language: string; line: number } | undefined;
  lines.forEach((line, index) => {
    const [, fence = '', language = ''] = /^\s*(`{3,})(\w*)/.exec(line) ?? [];
    if (!fence) return;
    if (!open) {
      open = { fence, language, line: index + 1 };
    } else if (fence === open.fence) {
      const text = lines.slice(open.line, index).join('\n');
      found.push({ language: open.language, text, line: open.line, endLine: index + 1 });
      open = undefined;
    }
  });
  return found;
}

/** JSON that follows with nothing but an empty line between. */
function answerBelow(block: Fenced, next: Fenced | undefined): unknown {
  if (next?.language !== 'json' || next.line - block.endLine > 2) return undefined;
  return JSON.parse(next.text);
}
