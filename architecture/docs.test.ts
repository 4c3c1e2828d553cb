import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
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

describe('links between pages lead somewhere', () => {
  test.each(pages)('%s', (page) => {
    const text = readFileSync(path.join(root, page), 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link = '']) => link);
    const broken = links.filter((link) => !existsSync(path.join(root, path.dirname(page), link)));
    expect(broken).toEqual([]);
  });
});
