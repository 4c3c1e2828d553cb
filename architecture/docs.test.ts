import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { permissions } from '../contract/permissions.ts';
import { configKeys } from '../server/platform/config.ts';

const root = path.dirname(import.meta.dirname);
const pages = ['.', 'docs', 'architecture', 'architecture/decisions'].flatMap((folder) =>
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

describe('links between pages lead somewhere', () => {
  test.each(pages)('%s', (page) => {
    const text = readFileSync(path.join(root, page), 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link = '']) => link);
    const broken = links.filter((link) => !existsSync(path.join(root, path.dirname(page), link)));
    expect(broken).toEqual([]);
  });
});
