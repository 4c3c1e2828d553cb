/**
 * Embedded databases that test files of one process use one after the other: to make one costs a second
 * of both cores, to empty one a few milliseconds. One whose structure a test has changed is not used again.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';
import type { Engine } from '../server/platform/database.ts';
import { engineOn, openPgliteInMemory } from '../server/platform/pglite.ts';

const clockSql = readFileSync(
  new URL('../server/migrations/0000_clock.sql', import.meta.url),
  'utf8',
);

/** What makes the database's time, which some tests hold still. */
const clockFunction = clockSql
  .slice(clockSql.indexOf('CREATE FUNCTION'))
  .replace('CREATE', 'CREATE OR REPLACE');

const empty = `
  drop schema if exists jobs cascade;
  do $$ declare t record; filled boolean; names text := ''; begin
    for t in select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'public' loop
      execute 'select exists (select 1 from ' || t.name || ')' into filled;
      if filled then names := names || ',' || t.name; end if;
    end loop;
    if names <> '' then execute 'truncate ' || substr(names, 2) || ' restart identity cascade'; end if;
  end $$;
  insert into clock_shift default values;
`;

const structure = `select md5(string_agg(part, ',' order by part)) as structure from (
  select format('%s.%s %s %s', attrelid::regclass, attname, atttypid, attnotnull) as part
    from pg_attribute join pg_class on pg_class.oid = attrelid
    where relnamespace = 'public'::regnamespace and attnum > 0
  union all select proname::text || md5(prosrc) from pg_proc where pronamespace = 'public'::regnamespace
  union all select conname::text || contype::text from pg_constraint where connamespace = 'public'::regnamespace
  union all select tgname::text from pg_trigger
  union all select rulename::text from pg_rules where schemaname = 'public'
) as parts`;

const tables = `select coalesce(string_agg(format('%I', tablename), ',' order by tablename), '') as tables
  from pg_tables where schemaname = 'public'`;

const idle: PGlite[] = [];
let untouched: { structure: string; tables: string[] } | undefined;

/** `template` is asked for what `dumpDataDir` of a migrated one gave, where a new one must be made. */
export async function leasePglite(template: () => Promise<Blob>): Promise<Engine> {
  const client = idle.pop() ?? (await openPgliteInMemory(await template())).client;
  untouched ??= { structure: await structureOf(client), tables: await tablesOf(client) };
  const lease = leaseOf(client);
  return {
    ...engineOn(lease.client),
    async close() {
      lease.end();
      const fresh = await Promise.race([makeFresh(client), delay(5_000, false, { ref: false })]);
      if (fresh) idle.push(client);
      else await client.close();
    },
  };
}

/** Whoever still asks after the end would ask another test's database: it is refused. */
function leaseOf(client: PGlite): { client: PGlite; end(): void } {
  let ended = false;
  const asking = new Set<string | symbol>(['query', 'exec', 'sql', 'transaction']);
  const leased = new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => {
        if (ended && asking.has(name)) throw new Error('This database is closed.');
        return value.apply(target, given);
      };
    },
  });
  return {
    client: leased,
    end() {
      ended = true;
    },
  };
}

async function makeFresh(client: PGlite): Promise<boolean> {
  try {
    await client.exec('discard all');
    const added = (await tablesOf(client)).filter((table) => !untouched?.tables.includes(table));
    if (added.length > 0) await client.exec(`drop table ${added.join(', ')} cascade`);
    await client.exec(empty);
    await client.exec(clockFunction);
    return (await structureOf(client)) === untouched?.structure;
  } catch {
    return false;
  }
}

async function structureOf(client: PGlite): Promise<string> {
  const { rows } = await client.query<{ structure: string }>(structure);
  return rows[0]?.structure ?? '';
}

async function tablesOf(client: PGlite): Promise<string[]> {
  const { rows } = await client.query<{ tables: string }>(tables);
  return rows[0]?.tables.split(',') ?? [];
}
