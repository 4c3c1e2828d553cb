import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { doctorEn } from '../contract/locales/doctor-en.ts';
import { doctorRu } from '../contract/locales/doctor-ru.ts';
import { topics } from '../contract/notices.ts';
import { permissions } from '../contract/permissions.ts';
import { configKeys } from '../server/platform/config.ts';

const root = path.dirname(import.meta.dirname);
const pages = ['.', 'docs', 'docs/ru', 'architecture', 'architecture/decisions'].flatMap((folder) =>
  readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name)),
);

test('docs/configuration.md names every key of the configuration and no other', () => {
  const page = readFileSync(path.join(root, 'docs', 'configuration.md'), 'utf8');
  const named = [...page.matchAll(/^\| `([A-Z_]+)` *\|/gm)].map(([, key]) => key);
  expect(named.sort()).toEqual(configKeys.map(({ key }) => key).sort());
});

test('docs/api.md shows the table of permissions as it is', () => {
  const page = readFileSync(path.join(root, 'docs', 'api.md'), 'utf8');
  const shown = [...page.matchAll(/^\| `([a-z_.]+)` *\|(.*)\|$/gm)].map(
    ([, action, cells = '']) => [
      action,
      ...cells.split('|').map((cell) => cell.trim().replaceAll('`', '')),
    ],
  );
  const told = Object.entries(permissions).map(([action, rule]) => [
    action,
    rule.client ? 'own' : '',
    rule.agent ? 'yes' : '',
    rule.admin ? 'yes' : '',
    { none: '', any: 'any token' }[rule.token as string] ?? rule.token,
  ]);
  expect(shown).toEqual(told);
});

test.each(['docs/telegram.md', 'docs/ru/telegram.md'])('%s has every kind of news', (page) => {
  const named = [...textOf(page).matchAll(/^\| `([a-z_]+)` *\|/gm)].map(([, topic]) => topic);
  expect(named).toEqual([...topics]);
});

test.each([
  ['docs/troubleshooting.md', doctorEn],
  ['docs/ru/troubleshooting.md', doctorRu],
])(
  '%s has all that the doctor advises, in the doctor’s words',
  (page, words: Record<string, string>) => {
    const rows = textOf(page).replace(/ +\|/g, ' |');
    const advised = Object.keys(words).filter((key) => key.startsWith('does_'));
    const told = advised.map((key) => {
      const says = words[key.replace('does_', 'says_')] ?? '';
      return `| ${says} | ${words[key]} |`.replace(/\{\{\w+\}\}/g, '…');
    });
    expect(told.filter((row) => !rows.includes(row))).toEqual([]);
  },
);

test.each(['docs/scenarios.md', 'docs/ru/scenarios.md'])(
  '%s has eleven scenarios, each with its test',
  (page) => {
    const parts = textOf(page)
      .split(/^## (?=\d+\. )/m)
      .slice(1);
    expect(parts.map((part) => Number.parseInt(part, 10))).toEqual(range(1, 11));
    const untested = parts.filter(
      (part) => !/\*\*(Test|Тест):\*\* \[[a-z-]+\.spec\.ts\]\(/.test(part),
    );
    expect(untested).toEqual([]);
  },
);

describe('links between pages lead somewhere', () => {
  test.each(pages)('%s', (page) => {
    const links = [...textOf(page).matchAll(/\]\((?!https?:)([^)\s]+)/g)].map(
      ([, link = '']) => link,
    );
    expect(links.filter((link) => !leadsSomewhere(page, link))).toEqual([]);
  });
});

describe('a page that is there in two languages links to the other, and both have the same parts', () => {
  test.each(pages.filter((page) => page.startsWith('docs/ru/')))('%s', (page) => {
    const name = path.basename(page);
    const english = path.join('docs', name);
    expect(textOf(page)).toContain(`[In English](../${name})`);
    expect(textOf(english)).toContain(`[По-русски](ru/${name})`);
    expect(levelsOf(page)).toEqual(levelsOf(english));
  });
});

test.each(['docs', 'docs/ru'])('the index of %s names every page beside it', (folder) => {
  const index = textOf(path.join(folder, 'README.md'));
  const beside = pages
    .filter((page) => path.dirname(page) === folder && !page.endsWith('README.md'))
    .map((page) => path.basename(page));
  expect(beside.filter((name) => !index.includes(`](${name})`))).toEqual([]);
});

test.each(['docs/troubleshooting.md', 'docs/ru/troubleshooting.md'])(
  'the words that %s explains are those of the product and of Telegram',
  (page) => {
    const explained = [...textOf(page).matchAll(/^\| `([^`]+)`/gm)].map(([, words = '']) => words);
    expect(explained.length).toBeGreaterThan(30);
    const said = sourcesOf('server', 'scripts');
    expect(explained.filter((words) => !isSaid(words, said))).toEqual([]);
  },
);

/** All sources, tests included: those have Telegram's words. */
function sourcesOf(...folders: string[]): string {
  return folders
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true }),
    )
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

/** `Sending is held: restored` is put together of a sentence and a reason. */
function isSaid(words: string, said: string): boolean {
  return words.split(/: (?=\w+$)/).every((part) => said.includes(part));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function textOf(page: string): string {
  return readFileSync(path.join(root, page), 'utf8');
}

function leadsSomewhere(page: string, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? page : path.join(path.dirname(page), file);
  if (!existsSync(path.join(root, target))) return false;
  return anchor === undefined || anchorsOf(target).includes(decodeURI(anchor));
}

/** As GitHub makes them of headings. */
function anchorsOf(page: string): string[] {
  return headingsOf(page).map(([, , heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function levelsOf(page: string): number[] {
  return headingsOf(page).map(([, signs = '']) => signs.length);
}

function headingsOf(page: string): RegExpMatchArray[] {
  const withoutBlocks = textOf(page).replace(/^( *)```[\s\S]*?^\1```$/gm, '');
  return [...withoutBlocks.matchAll(/^(#+) (.+)$/gm)];
}
