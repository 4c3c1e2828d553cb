/** The lines of a draft as they are typed: text in every field, and what it comes to. */
import type { NewItem } from '../../../contract/invoice-shapes.ts';
import { readPrice, readQuantity, writePrice, writeQuantity } from './amounts.ts';

export interface Line {
  /** Of this page only; keeps a line the same while it moves. */
  key: string;
  description: string;
  quantity: string;
  unit: string;
  price: string;
  /** Hundredths of a percent; null: without tax. */
  taxRate: number | null;
}

export type LineField = 'description' | 'quantity' | 'unit' | 'price';
export type LineProblem = 'required' | 'too_long' | 'malformed' | 'out_of_range';
export type LineProblems = Partial<Record<LineField, LineProblem>>;

/** As many as the contract takes. */
export const maxLines = 200;

let made = 0;

export function newLine(given: Partial<Omit<Line, 'key'>> = {}): Line {
  made += 1;
  const plain = { description: '', quantity: '1', unit: '', price: '', taxRate: null };
  return { ...plain, ...given, key: `line${made}` };
}

/** A line as the server has it, ready to be typed in. */
export function lineOf(item: NewItem, language: string): Line {
  const { description, unit, taxRate } = item;
  return newLine({
    ...{ description, unit, taxRate },
    quantity: writeQuantity(item.quantity, language),
    price: writePrice(item.unitPrice, language),
  });
}

/** Nothing has been written into it: it is left out of what is saved. */
export function isBlank({ description, price }: Line): boolean {
  return description.trim() === '' && price.trim() === '';
}

/** The line as the contract takes it, or what is wrong with it. A price that is still to come counts as nought. */
export function readLine(
  line: Line,
  language: string,
): { item: NewItem } | { problems: LineProblems } {
  const problems: LineProblems = {};
  const description = line.description.trim();
  const unit = line.unit.trim();
  const quantity = readQuantity(line.quantity, language);
  const price = readPrice(line.price, language);
  if (description === '') problems.description = 'required';
  else if ([...description].length > 500) problems.description = 'too_long';
  if ([...unit].length > 20) problems.unit = 'too_long';
  if ('problem' in quantity) {
    problems.quantity = quantity.problem === 'empty' ? 'required' : quantity.problem;
  }
  if ('problem' in price && price.problem !== 'empty') problems.price = price.problem;
  if (Object.keys(problems).length > 0) return { problems };
  return {
    item: {
      ...{ description, unit, taxRate: line.taxRate },
      quantity: 'value' in quantity ? quantity.value : 1000,
      unitPrice: 'value' in price ? price.value : 0,
    },
  };
}

/** What must be mended before the invoice may go out: also prices that are missing. */
export function problemsAtIssue(line: Line, language: string): LineProblems {
  const read = readLine(line, language);
  const problems = 'problems' in read ? read.problems : {};
  return line.price.trim() === '' ? { ...problems, price: 'required' } : problems;
}

/** All lines for the server, blank ones left out; nothing while one of them cannot be read. */
export function itemsOf(lines: readonly Line[], language: string): NewItem[] | undefined {
  const items: NewItem[] = [];
  for (const line of lines) {
    if (isBlank(line)) continue;
    const read = readLine(line, language);
    if ('problems' in read) return undefined;
    items.push(read.item);
  }
  return items;
}

/** A new line behind this one, taxed and counted like it. Gives back the new line's key too. */
export function addBehind(
  lines: readonly Line[],
  key: string | undefined,
  taxRate: number | null,
): { lines: Line[]; added: string | undefined } {
  if (lines.length >= maxLines) return { lines: [...lines], added: undefined };
  const place = lines.findIndex((line) => line.key === key);
  const before = lines[place] ?? lines.at(-1);
  const line = newLine({ unit: before?.unit ?? '', taxRate: before ? before.taxRate : taxRate });
  const at = place < 0 ? lines.length : place + 1;
  return { lines: lines.toSpliced(at, 0, line), added: line.key };
}

export function change(lines: readonly Line[], key: string, part: Partial<Line>): Line[] {
  return lines.map((line) => (line.key === key ? { ...line, ...part } : line));
}

/** Without this line. One empty line always stays, to be written in. */
export function without(lines: readonly Line[], key: string, taxRate: number | null): Line[] {
  const rest = lines.filter((line) => line.key !== key);
  return rest.length > 0 ? rest : [newLine({ taxRate })];
}

/** One place up or down; at the ends everything stays as it is. */
export function move(lines: readonly Line[], key: string, by: -1 | 1): Line[] {
  const from = lines.findIndex((line) => line.key === key);
  const to = from + by;
  const moved = lines[from];
  if (!moved || to < 0 || to >= lines.length) return [...lines];
  return lines.toSpliced(from, 1).toSpliced(to, 0, moved);
}
