/** SQL about the tables themselves: which there are, how they are loaded, how they are emptied. */
import { sql } from 'drizzle-orm';
import { type Db, rows, type Tx } from '../platform/database.ts';

export interface Column {
  name: string;
  /** With its modifiers: `timestamp(3) with time zone`. */
  type: string;
  /** Made by the database from the others: neither taken nor loaded. */
  generated: boolean;
}

export interface Table {
  name: string;
  columns: Column[];
}

/** All in the schema `public`. The job queue has a schema of its own and makes itself anew. */
export async function readTables(db: Db): Promise<Table[]> {
  const found = await rows<Column & { table: string }>(
    db,
    sql`select c.relname::text as "table", a.attname::text as name,
        format_type(a.atttypid, a.atttypmod) as type, a.attgenerated <> '' as generated
      from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and a.attnum > 0 and not a.attisdropped
      order by c.relname, a.attnum`,
  );
  const tables = new Map<string, Column[]>();
  for (const { table, ...column } of found) {
    tables.set(table, [...(tables.get(table) ?? []), column]);
  }
  return [...tables].map(([name, columns]) => ({ name, columns }));
}

/** Whatever a server's settings are, values are written and read the same way in this transaction. */
export async function fixTextForms(db: Db): Promise<void> {
  for (const setting of [
    `timezone = 'UTC'`,
    `datestyle = 'ISO, MDY'`,
    `intervalstyle = 'postgres'`,
    `bytea_output = 'hex'`,
    'extra_float_digits = 1',
  ]) {
    await db.execute(sql.raw(`set local ${setting}`));
  }
}

/** Whether there is anything that a restore would have to put aside. */
export async function isEmpty(db: Db): Promise<boolean> {
  const [found] = await rows<{ empty: boolean }>(
    db,
    sql`select not exists (select from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm'))
      and to_regclass('drizzle.__drizzle_migrations') is null as empty`,
  );
  return found?.empty ?? false;
}

/** Whether the audit log has this entry. */
export async function hasEntry(db: Db, id: string): Promise<boolean> {
  if (await isEmpty(db)) return false;
  const [found] = await rows<{ there: boolean }>(
    db,
    sql`select exists (select from audit_entries where id = ${id}) as there`,
  );
  return found?.there ?? false;
}

/** Every running server holds locks of its own for as long as it lives; other connections hold none. */
export async function isServed(db: Db): Promise<boolean> {
  const [found] = await rows<{ served: boolean }>(
    db,
    sql`select exists (select from pg_locks where locktype = 'advisory' and granted
      and database = (select oid from pg_database where datname = current_database())
      and pid <> pg_backend_pid()) as served`,
  );
  return found?.served ?? true;
}

/** A server that starts meanwhile waits for this transaction before it looks at the tables. */
export async function keepServersOut(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('otklik:migrations', 0))`);
}

/** Removes all that is ours: tables, functions, the record of migrations, the job queue. Extensions stay. */
export async function removeEverything(tx: Tx): Promise<void> {
  await tx.execute(
    sql.raw(`do $$ declare found record; begin
    for found in select format('public.%I', tablename) as name from pg_tables where schemaname = 'public' loop
      execute 'drop table ' || found.name || ' cascade';
    end loop;
    for found in select p.oid::regprocedure as name from pg_proc p
      where p.pronamespace = 'public'::regnamespace
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') loop
      execute 'drop routine ' || found.name || ' cascade';
    end loop;
    drop schema if exists drizzle cascade;
    drop schema if exists jobs cascade;
  end $$`),
  );
}

/**
 * Takes foreign keys and triggers away, and gives back what puts them there again: rows come in
 * whatever order, and what forbids changes of issued invoices must not forbid loading them.
 */
export async function liftConstraints(tx: Tx, tables: readonly Table[]): Promise<string[]> {
  const keys = await rows<{ table: string; name: string; definition: string }>(
    tx,
    sql`select c.relname::text as "table", k.conname::text as name,
        pg_get_constraintdef(k.oid) as definition
      from pg_constraint k join pg_class c on c.oid = k.conrelid
      where k.contype = 'f' and k.connamespace = 'public'::regnamespace`,
  );
  for (const { table, name } of keys) {
    await tx.execute(sql.raw(`alter table ${quoted(table)} drop constraint ${quoted(name)}`));
  }
  for (const { name } of tables) {
    await tx.execute(sql.raw(`alter table ${quoted(name)} disable trigger user`));
  }
  return [
    ...tables.map(({ name }) => `alter table ${quoted(name)} enable trigger user`),
    ...keys.map(
      ({ table, name, definition }) =>
        `alter table ${quoted(table)} add constraint ${quoted(name)} ${definition}`,
    ),
  ];
}

/** A name as SQL writes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
