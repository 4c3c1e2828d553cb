/** The part of `.ci/run` after `npm test`: PostgreSQL, the boot, and the one line that counts it all. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { checkBoot } from './boot-check.ts';
import { addUp, complain, type Outcome } from './report.ts';
import { root, section } from './steps.ts';
import { runVitest } from './vitest.ts';

const summary = path.join(root, 'test-results', 'summary.json');

const total = addUp([
  readTestRun(),
  await orComplain('the suites on PostgreSQL', onPostgres),
  await orComplain('the boot of what was built', checkBoot),
]);
section('All together');
for (const complaint of total.complaints) console.log(`✗ ${complaint}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 10);

function readTestRun(): Outcome {
  if (existsSync(summary)) return JSON.parse(readFileSync(summary, 'utf8')) as Outcome;
  return { passed: 0, failed: 1, complaints: ['npm test came to no result'] };
}

async function onPostgres(): Promise<Outcome> {
  const connectionString = process.env.TEST_DATABASE_URL;
  const client = new Client({ connectionString });
  await client.connect();
  const before = await databaseNumber(client);
  const outcome = await runVitest({
    title: 'Suites of the server on PostgreSQL',
    report: 'suites-on-postgres.json',
    folders: ['server'],
    projects: ['server'],
    environment: { TEST_DATABASE_URL: connectionString },
  });
  // Suites that quietly stayed on the embedded engine would pass here without having tested anything.
  const used = (await databaseNumber(client)) - before > 1;
  if (!used) complain(outcome, 'no suite used the PostgreSQL');
  await client.end();
  return outcome;
}

// Whatever is made on the server takes the next number, and what is dropped gives none back.
async function databaseNumber(client: Client): Promise<number> {
  await client.query('create database otklik_ci_probe');
  const found = await client.query("select oid from pg_database where datname = 'otklik_ci_probe'");
  await client.query('drop database otklik_ci_probe');
  return Number(found.rows[0]?.oid);
}

async function orComplain(what: string, work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message || String(error) : String(error);
    return { passed: 0, failed: 1, complaints: [`${what}: ${reason}`] };
  }
}
