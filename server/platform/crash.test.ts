import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const sql = 'insert into clients values ($1)';
const failing = `Object.assign(new Error('Failed query: ${sql} params: canary', { cause: new Error('no such table') }), { params: ['canary'] })`;

test.each([
  ['a rejection that nobody hears', `Promise.reject(${failing});`],
  ['an error that nobody catches', `setImmediate(() => { throw ${failing}; });`],
  ['an error at the top', `throw ${failing};`],
])('%s ends the process and says what happened, without the values', (_what, then) => {
  const crash = new URL('./crash.ts', import.meta.url).href;
  const program = `import { describeCrashes } from '${crash}'; describeCrashes(); ${then}`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', program],
    {
      encoding: 'utf8',
    },
  );
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain('DatabaseError: no such table');
  expect(stderr).not.toContain('canary');
});
