import { defineConfig } from 'vitest/config';

// One project for each part of the tree. `npm test` asks every one of them for at least one test.
function project(name: string, folders: string[]) {
  const include = folders.map((folder) => `${folder}/**/*.test.{ts,tsx}`);
  return { extends: true as const, test: { name, include, exclude: needsPostgres } };
}

// Several instances can only share a PostgreSQL server: those tests belong to the run that has one.
const needsPostgres = process.env.TEST_DATABASE_URL ? [] : ['**/*.postgres.test.ts'];

export default defineConfig({
  test: {
    projects: [
      project('contract', ['contract']),
      project('server', ['server', 'testing']),
      project('web', ['web']),
      project('architecture', ['architecture', 'scripts']),
    ],
    pool: 'forks',
    // Three processes run all files, and import everything once: a new one for each file takes twice the
    // time. So a test file leaves nothing behind, and keeps nothing at the top of a shared module. Two
    // cores have work for three: now and then one of them waits for the disk or for a child process.
    isolate: false,
    execArgv: ['--import', new URL('./server/platform/quick-imports.ts', import.meta.url).href],
    maxWorkers: 3,
    setupFiles: ['./testing/stray-console.ts'],
    allowOnly: false,
    restoreMocks: true,
    // Three workers share two cores with a database each: slow is not broken.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
