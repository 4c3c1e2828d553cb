/** What the pages tell people to type is typed here, against a running product. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerByTelegram } from '../contract/sign-up.ts';
import { ask } from '../e2e/ask.ts';
import packageFile from '../package.json' with { type: 'json' };
import { type Product, startProduct } from '../testing/product.ts';
import { type Block, blocksOf } from './doc-blocks.ts';
import { root } from './steps.ts';

const run = promisify(execFile);
const pages = ['.', 'docs', 'docs/ru'].flatMap((folder) =>
  readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name)),
);

/** How many blocks of a page cannot be run here; each says why on the line before it. */
const notRun: Record<string, number> = {
  'CONTRIBUTING.md': 1,
  'README.md': 1,
  'README.ru.md': 1,
  'docs/api.md': 1,
  'docs/backup.md': 3,
  'docs/external-bot.md': 2,
  'docs/performance.md': 1,
  'docs/production.md': 3,
  'docs/ru/backup.md': 3,
  'docs/ru/production.md': 3,
};

/** A page's first command, which the test has given in its place. */
const start = 'npm start';

let product: Product;
let kept: string;

beforeAll(async () => {
  kept = mkdtempSync(path.join(tmpdir(), 'otklik-docs-'));
  mkdirSync(path.join(kept, 'backups'));
  product = await startProduct();
});
afterAll(async () => {
  await product?.remove();
  rmSync(kept, { recursive: true, force: true });
});

test('every block that no test runs says why, and their number is known', () => {
  const counted = pages.map((page) => {
    const blocks = blocksOf(path.join(root, page));
    return [page, blocks.filter(({ notRun: reason }) => reason).length];
  });
  expect(Object.fromEntries(counted.filter(([, count]) => count !== 0))).toEqual(notRun);
});

test('every command of npm on a page exists', () => {
  const named = pages.flatMap((page) =>
    blocksOf(path.join(root, page)).flatMap(({ text }) =>
      [...text.matchAll(/\bnpm (?:run (?:-s )?)?([a-z-]+)/g)].map(([, script = '']) => script),
    ),
  );
  const known = [...Object.keys(packageFile.scripts), 'run', 'ci', 'install'];
  expect(named.filter((script) => !known.includes(script))).toEqual([]);
});

describe('what a page says may be typed as it stands', () => {
  const walks = pages.filter((page) => !isTranslated(page) && toRun(page).length > 0);
  // A page is many programs, one after the other.
  test.each(walks)('%s', { timeout: 300_000 }, async (page) => {
    const printed = await typed(page);
    for (const [index, { answer, line }] of toRun(page).entries()) {
      if (answer === undefined) continue;
      expect(shapeOf(JSON.parse(printed[index] ?? '')), `${page}:${line}`).toEqual(shapeOf(answer));
    }
  });
});

test.each(pages.filter(isTranslated))('%s has the commands of the English page', (page) => {
  const commands = (of: string) => blocksOf(path.join(root, of)).map(withoutComments);
  expect(commands(page)).toEqual(commands(page.replace(/^docs\/ru/, 'docs')));
});

function isTranslated(page: string): boolean {
  return page.startsWith('docs/ru/');
}

/** Placeholders in angle brackets are words as well. */
function withoutComments({ language, text, notRun: reason }: Block) {
  const commands = text.replace(/(^|\s+)# .*$/gm, '$1').replace(/<[^>\n]+>/g, '<…>');
  return { language, reason, commands };
}

function toRun(page: string): Block[] {
  return blocksOf(path.join(root, page)).filter(
    ({ notRun: reason, text }) => !reason && text.trim() !== start,
  );
}

/** One shell for the whole page, so that what one block has set is there for the next. Gives what each has printed. */
async function typed(page: string): Promise<string[]> {
  const mark = '=-=-=-=';
  const script: string[] = [];
  for (const { language, text, line } of toRun(page)) {
    script.push(
      `echo '${mark}'; echo '${page}:${line}' >&2`,
      commandOf(language, await here(text)),
    );
  }
  const { code, stdout, stderr } = await shell(script.join('\n'));
  expect({ code, ...(code !== 0 && { stderr, stdout }) }, stderr).toEqual({ code: 0 });
  return stdout.split(`${mark}\n`).slice(1);
}

async function shell(script: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const { origin, dataDir } = product;
  const settings = { APP_URL: origin, PORT: new URL(origin).port, DATA_DIR: dataDir };
  const environment = { ...process.env, ...settings };
  try {
    const options = { cwd: root, env: environment, timeout: 280_000 };
    return { code: 0, ...(await run('bash', ['-euo', 'pipefail', '-c', script], options)) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

function commandOf(language: string, text: string): string {
  if (language === 'js') return `node --input-type=module <<'END_OF_BLOCK'\n${text}\nEND_OF_BLOCK`;
  return text;
}

/** The places and the sign-up that the pages name are others during a test. */
async function here(text: string): Promise<string> {
  return text
    .replaceAll('http://localhost:9022', product.origin)
    .replaceAll('data/secrets/', `${product.dataDir}/secrets/`)
    .replaceAll('/srv/otklik/', `${kept}/`)
    .replaceAll('tg_1234567890_abc123', await begunSignUp());
}

async function begunSignUp(): Promise<string> {
  const body = { name: 'Test User' };
  return (await ask(product.origin, registerByTelegram, { body })).sessionId;
}

/** Names and kinds of values; of a list the first entry stands for all. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, one]) => [key, shapeOf(one)]),
  );
}
