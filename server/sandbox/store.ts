/** What the sandbox remembers: one SQLite file, so that its chats survive a kill of the process. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

export interface Store {
  /** Runs a statement; gives back the rowid of an insert and how many rows changed. */
  run(sql: string, ...values: SQLInputValue[]): { rowid: number; changes: number };
  one<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined;
  all<Row>(sql: string, ...values: SQLInputValue[]): Row[];
  /** All or nothing; may be nested, the outermost counts. */
  together<T>(work: () => T): T;
  readSetting(key: string): unknown;
  writeSetting(key: string, value: unknown): void;
  close(): void;
}

const version = 1;

const schema = `
  create table settings (key text primary key, value text not null) without rowid;
  create table phones (
    telegram_id integer primary key,
    position integer not null,
    id text not null unique,
    profile text not null,
    chat text not null,
    keyboard text
  );
  create table messages (
    id integer primary key autoincrement,
    chat_id integer not null,
    body text not null,
    reactions text not null default '[]'
  );
  create index messages_of_chat on messages (chat_id, id);
  create table updates (
    id integer primary key,
    lane text not null,
    body text not null,
    expires_at integer not null
  );
  create index updates_of_lane on updates (lane, id);
  create index updates_by_expiry on updates (expires_at);
  create table presses (
    query_id text primary key,
    chat_id integer not null,
    message_id integer not null,
    place text not null,
    data text not null,
    pressed_at integer not null,
    answered integer not null default 0
  );
  create index presses_of_chat on presses (chat_id) where answered = 0;
  create table files (
    id text primary key,
    path text not null unique,
    name text not null,
    mime_type text not null,
    size integer not null,
    bytes blob not null
  );
`;

/** `place` is a file or `:memory:`. Throws when the file was written by a newer version. */
export function openStore(place: string): Store {
  const db = new DatabaseSync(place);
  // A kill of the process loses nothing in this mode; only a power cut could.
  db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 2000');
  migrate(db);
  const statements = new Map<string, StatementSync>();
  let depth = 0;
  return { run, one, all, together, readSetting, writeSetting, close: () => db.close() };

  function statement(sql: string): StatementSync {
    const known = statements.get(sql);
    if (known) return known;
    const made = db.prepare(sql);
    statements.set(sql, made);
    return made;
  }

  function run(sql: string, ...values: SQLInputValue[]) {
    const { lastInsertRowid, changes } = statement(sql).run(...values);
    return { rowid: Number(lastInsertRowid), changes: Number(changes) };
  }

  function one<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return statement(sql).get(...values) as Row | undefined;
  }

  function all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return statement(sql).all(...values) as Row[];
  }

  function together<T>(work: () => T): T {
    if (depth > 0) return work();
    db.exec('begin immediate');
    depth++;
    try {
      const result = work();
      db.exec('commit');
      return result;
    } catch (error) {
      db.exec('rollback');
      throw error;
    } finally {
      depth--;
    }
  }

  function readSetting(key: string): unknown {
    const row = one<{ value: string }>('select value from settings where key = ?', key);
    return row && JSON.parse(row.value);
  }

  function writeSetting(key: string, value: unknown): void {
    if (value === undefined) run('delete from settings where key = ?', key);
    else run('insert or replace into settings values (?, ?)', key, JSON.stringify(value));
  }
}

function migrate(db: DatabaseSync): void {
  const { user_version: found } = db.prepare('pragma user_version').get() as {
    user_version: number;
  };
  if (found > version) throw new Error(`The sandbox file is of a newer version (${found}).`);
  if (found === 0) {
    db.exec(`begin immediate; ${schema} pragma user_version = ${version}; commit`);
  }
}
