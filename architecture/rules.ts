/** Checks source files against the table of imports and the house rules; every break is a sentence. */
import path from 'node:path';
import {
  everything,
  longestFile,
  mayImport,
  readerOfEnvironment,
  withoutFrontDoor,
  withoutNode,
} from './imports.ts';

export interface SourceFile {
  /** From the root of the clone, with slashes. */
  path: string;
  text: string;
}

interface Import {
  from: string;
  specifier: string;
  /** Gone when the code runs: `import type … from`. */
  typeOnly: boolean;
}

/** Every sentence about `files` that must not be true; empty when all is well. */
export function findBreaks(files: SourceFile[]): string[] {
  return [...files.flatMap((file) => breaksIn(file)), ...findCycles(files)];
}

/** The imports and re-exports of a file, dynamic ones included. */
export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = [];
  const statement = /^[ \t]*(?:import|export)\s+(type\s)?[^;'"`=]*?\bfrom\s*['"]([^'"]+)['"]/gm;
  for (const [, type, specifier = ''] of file.text.matchAll(statement)) {
    found.push({ from: file.path, specifier, typeOnly: type !== undefined });
  }
  for (const pattern of [/^[ \t]*import\s*['"]([^'"]+)['"]/gm, /\bimport\(\s*['"]([^'"]+)['"]/g]) {
    for (const [, specifier = ''] of file.text.matchAll(pattern)) {
      found.push({ from: file.path, specifier, typeOnly: false });
    }
  }
  return found;
}

function breaksIn(file: SourceFile): string[] {
  const place = placeOf(file.path);
  if (place === undefined) {
    return [`${file.path} stands in a place that architecture/imports.ts does not list.`];
  }
  const breaks = importsOf(file).map((one) => breakOfImport(one, place));
  breaks.push(
    breakIf(
      /\/index\.tsx?$/.test(file.path),
      file,
      'is an index file: import from the file itself.',
    ),
    breakIf(readsEnvironment(file), file, `reads process.env: only ${readerOfEnvironment} does.`),
    breakIf(skipsTests(file), file, 'leaves out tests (.only, .skip or .todo).'),
    breakIf(lines(file) > longestFile, file, `has ${lines(file)} lines, more than ${longestFile}.`),
  );
  return breaks.filter((sentence) => sentence !== undefined);
}

function breakOfImport(one: Import, place: string): string | undefined {
  if (!one.specifier.startsWith('.')) return breakOfPackage(one, place);
  if (one.specifier.endsWith('.json')) return undefined;
  const to = targetOf(one);
  const target = placeOf(to);
  if (target === undefined) {
    return `${one.from} imports ${to}, which stands in a place that architecture/imports.ts does not list.`;
  }
  // A test sets up whatever it needs; what it tests is still held by the rule.
  if (isTest(one.from)) return undefined;
  if (isTest(to)) return `${one.from} imports ${to}: only tests may import what is for tests.`;
  if (target === place) return undefined;
  const allowed = mayImport[place];
  if (allowed === everything) return undefined;
  if (!allowed?.includes(target))
    return `${one.from} imports ${to}: ${place} may not import ${target}.`;
  if (!isOpenToOthers(to, target)) {
    return `${one.from} imports ${to}: ${target} is entered through ${target}/${path.basename(target)}.ts.`;
  }
  return undefined;
}

function breakOfPackage(one: Import, place: string): string | undefined {
  if (!one.specifier.startsWith('node:') || isTest(one.from)) return undefined;
  const closed = withoutNode.some((folder) => place === folder || place.startsWith(`${folder}/`));
  return closed ? `${one.from} imports ${one.specifier}: ${place} runs without Node.` : undefined;
}

// Reads may join any table, hence the second door.
function isOpenToOthers(file: string, place: string): boolean {
  if (!place.startsWith('server/') || withoutFrontDoor.includes(place)) return true;
  const name = path.posix.basename(place);
  return file === `${place}/${name}.ts` || /^[^/]+\.tables\.ts$/.test(file.slice(place.length + 1));
}

function placeOf(file: string): string | undefined {
  const [top = '', second = ''] = file.split('/');
  const twoLevels = top === 'server' || top === 'web';
  // Tests of the whole stand beside what puts the whole together.
  if (isTest(file) && file === `${top}/${second}`) return top;
  const place = twoLevels ? `${top}/${second}` : top;
  return place in mayImport ? place : undefined;
}

function readsEnvironment(file: SourceFile): boolean {
  const held = /^(contract|server|web)\//.test(file.path);
  return held && file.path !== readerOfEnvironment && /\bprocess\.env\b/.test(file.text);
}

function skipsTests(file: SourceFile): boolean {
  const isOne = isTest(file.path) || file.path.endsWith('.spec.ts');
  return isOne && /\b(?:test|it|describe)\.(?:only|skip|todo|fixme)\b/.test(file.text);
}

function breakIf(broken: boolean, file: SourceFile, sentence: string): string | undefined {
  return broken ? `${file.path} ${sentence}` : undefined;
}

function findCycles(files: SourceFile[]): string[] {
  const known = new Set(files.map((file) => file.path));
  const edges = new Map(
    files.map((file) => [
      file.path,
      importsOf(file)
        .filter((one) => one.specifier.startsWith('.') && !one.typeOnly)
        .map(targetOf)
        .filter((target) => known.has(target)),
    ]),
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  function visit(file: string, trail: string[]): void {
    if (trail.includes(file)) {
      cycles.push(`Imports go round: ${[...trail.slice(trail.indexOf(file)), file].join(' → ')}.`);
    } else if (!done.has(file)) {
      for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
      done.add(file);
    }
  }
  for (const file of known) visit(file, []);
  return cycles;
}

function targetOf(one: Import): string {
  return path.posix.join(path.posix.dirname(one.from), one.specifier);
}

// `x.test.ts` holds tests; `x-test.ts` beside it what several of them share.
function isTest(file: string): boolean {
  return /[.-]test\.tsx?$/.test(file);
}

function lines(file: SourceFile): number {
  return file.text.trimEnd().split('\n').length;
}
