import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { everything, mayImport } from './imports.ts';
import { findBreaks, importsOf, type SourceFile } from './rules.ts';

const root = path.dirname(import.meta.dirname);
const notSources = ['node_modules', 'dist', 'data', 'test-results', 'playwright-report', 'docs'];

describe('the tree as it is', () => {
  const files = sourcesIn('');

  test('keeps to the table of imports and the house rules', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(findBreaks(files)).toEqual([]);
  });

  test('has every place that the table lists', () => {
    const missing = Object.keys(mayImport).filter(
      (place) => !files.some((file) => file.path === place || file.path.startsWith(`${place}/`)),
    );
    expect(missing).toEqual([]);
  });

  test('has a front door in every slice of the server that other slices may import', () => {
    const allowed = Object.values(mayImport).flatMap((places) =>
      places === everything ? [] : places,
    );
    const slices = allowed.filter((place) => place.startsWith('server/'));
    const shut = slices.filter(
      (slice) => !files.some((file) => file.path === `${slice}/${path.basename(slice)}.ts`),
    );
    expect(shut).toEqual([]);
  });
});

describe('the checker', () => {
  test('finds no fault with imports that the table allows', () => {
    const files = [
      source('contract/phone.ts', "import { z } from 'zod';"),
      source('server/identity/identity.ts', "import { x } from '../platform/clock.ts';"),
      source('server/telegram/sign-up.ts', "import { y } from '../identity/identity.ts';"),
      source('server/telegram/queries.ts', "import { t } from '../identity/identity.tables.ts';"),
      source('server/app.ts', "import { r } from './telegram/telegram.routes.ts';"),
      source('server/identity/identity.test.ts', "import { a } from '../../testing/app.ts';"),
      source('server/instances.test.ts', "import { a } from '../testing/app.ts';"),
      source('web/portal/Home.tsx', "import { me } from '../../contract/session.ts';"),
    ];
    expect(findBreaks(files)).toEqual([]);
  });

  test.each([
    [
      'an import against the order',
      source('server/platform/log.ts', "import { a } from '../identity/identity.ts';"),
      'server/platform/log.ts imports server/identity/identity.ts: server/platform may not import server/identity.',
    ],
    [
      'an import that spans lines',
      source(
        'server/identity/a.ts',
        "import {\n  type A,\n  b,\n} from '../telegram/telegram.ts';",
      ),
      'server/identity/a.ts imports server/telegram/telegram.ts: server/identity may not import server/telegram.',
    ],
    [
      'an import of types alone',
      source('contract/a.ts', "import type { A } from '../server/platform/log.ts';"),
      'contract/a.ts imports server/platform/log.ts: contract may not import server/platform.',
    ],
    [
      'a re-export',
      source('web/ui/Card.tsx', "export { Card } from '../portal/Card.tsx';"),
      'web/ui/Card.tsx imports web/portal/Card.tsx: web/ui may not import web/portal.',
    ],
    [
      'a dynamic import',
      source('web/lib/a.ts', `const page = await ${'import'}('../portal/Home.tsx');`),
      'web/lib/a.ts imports web/portal/Home.tsx: web/lib may not import web/portal.',
    ],
    [
      'an import for its effect',
      source('server/sandbox/a.ts', "import '../telegram/telegram.ts';"),
      'server/sandbox/a.ts imports server/telegram/telegram.ts: server/sandbox may not import server/telegram.',
    ],
    [
      'an import past the front door',
      source('server/telegram/a.ts', "import { q } from '../identity/identity.queries.ts';"),
      'server/telegram/a.ts imports server/identity/identity.queries.ts: server/identity is entered through server/identity/identity.ts.',
    ],
    [
      'the words of another slice',
      source('server/telegram/a.ts', "import { en } from '../identity/locales/en.ts';"),
      'server/telegram/a.ts imports server/identity/locales/en.ts: server/identity is entered through server/identity/identity.ts.',
    ],
    [
      'a folder that is not listed',
      source('server/gadgets/gadgets.ts', ''),
      'server/gadgets/gadgets.ts stands in a place that architecture/imports.ts does not list.',
    ],
    [
      'an import from a folder that is not listed',
      source('server/app.ts', "import { g } from './gadgets/gadgets.ts';"),
      'server/app.ts imports server/gadgets/gadgets.ts, which stands in a place that architecture/imports.ts does not list.',
    ],
    [
      'product code that leans on tests',
      source('server/identity/a.ts', "import { b } from './b-test.ts';"),
      'server/identity/a.ts imports server/identity/b-test.ts: only tests may import what is for tests.',
    ],
    [
      'Node in the contract',
      source('contract/a.ts', "import { readFileSync } from 'node:fs';"),
      'contract/a.ts imports node:fs: contract runs without Node.',
    ],
    [
      'an index file',
      source('web/ui/index.ts', ''),
      'web/ui/index.ts is an index file: import from the file itself.',
    ],
    [
      'a second reader of the environment',
      source('server/identity/a.ts', 'const port = process.env.PORT;'),
      'server/identity/a.ts reads process.env: only server/platform/config.ts does.',
    ],
    [
      'a test that reads the environment beside its slice',
      source('server/identity/a.test.ts', 'const port = process.env.PORT;'),
      'server/identity/a.test.ts reads process.env: only server/platform/config.ts does.',
    ],
    [
      'a test that is left out',
      source('server/identity/a.test.ts', `test${'.'}skip('Anna signs in', () => {});`),
      'server/identity/a.test.ts leaves out tests (.only, .skip or .todo).',
    ],
    [
      'a file that is too long',
      source('server/identity/a.ts', 'a();\n'.repeat(301)),
      'server/identity/a.ts has 301 lines, more than 300.',
    ],
  ])('tells of %s', (_what, file, sentence) => {
    expect(findBreaks([file])).toEqual([sentence]);
  });

  test('tells of imports that go round, but not of types that do', () => {
    const round = [
      source('contract/a.ts', "import { b } from './b.ts';"),
      source('contract/b.ts', "import { c } from './c.ts';"),
      source('contract/c.ts', "import { a } from './a.ts';"),
    ];
    expect(findBreaks(round)).toEqual([
      'Imports go round: contract/a.ts → contract/b.ts → contract/c.ts → contract/a.ts.',
    ]);
    const types = [
      source('contract/a.ts', "import { b } from './b.ts';"),
      source('contract/b.ts', "import type { A } from './a.ts';"),
    ];
    expect(findBreaks(types)).toEqual([]);
  });

  test('reads no import out of ordinary code', () => {
    const text =
      "export const from = ['a'];\nexport function copy() {\n  return Array.from('./b.ts');\n}";
    expect(importsOf(source('contract/a.ts', text))).toEqual([]);
  });
});

function source(file: string, text: string): SourceFile {
  return { path: file, text };
}

function sourcesIn(folder: string): SourceFile[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) {
      const left = entry.name.startsWith('.') || notSources.includes(name);
      return left || name === 'server/migrations' ? [] : sourcesIn(name);
    }
    const isSource =
      folder !== '' && /\.(ts|tsx|mjs)$/.test(entry.name) && !/\.d\.m?ts$/.test(entry.name);
    return isSource ? [{ path: name, text: readFileSync(path.join(root, name), 'utf8') }] : [];
  });
}
