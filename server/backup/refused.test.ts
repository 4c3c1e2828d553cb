import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Desk } from '../../testing/desk.ts';
import { parseConfig } from '../platform/config.ts';
import { StartRefused } from '../platform/errors.ts';
import { lockFolder } from '../platform/folder-lock.ts';
import {
  backUp,
  everyFile,
  everyRow,
  newPlace,
  openBusyDesk,
  putTogether,
  takeApart,
} from './backup-test.ts';
import { loadData } from './load.ts';
import { type Manifest, manifestName } from './manifest.ts';
import { openArchive } from './read-archive.ts';
import { restoreBackup } from './restore.ts';
import { removeEverything } from './schema.queries.ts';

const source = newPlace();
const target = newPlace();
const whole = join(source.folder, 'whole.zip');
const broken = join(source.folder, 'broken.zip');
let desk: Desk;
let entries: Map<string, Buffer>;

beforeAll(async () => {
  desk = await openBusyDesk(source);
  await backUp(desk.platform.database, source.config, whole);
  entries = await takeApart(whole);
});
afterEach(() => rmSync(broken, { force: true }));
afterAll(async () => {
  await desk.close();
  source.remove();
  target.remove();
});

describe('a broken or hostile archive is refused, and nothing is changed', () => {
  test('what is no archive, or only the beginning of one', async () => {
    writeFileSync(broken, 'PK but not really');
    expect(await refusal()).toContain('it is no archive');
    writeFileSync(broken, readFileSync(whole));
    truncateSync(broken, readFileSync(whole).length - 30);
    expect(await refusal()).toContain('it is no archive, or not a whole one');
  });

  test('one whose bytes have changed', async () => {
    const clients = entries.get('tables/clients.ndjson')?.toString() ?? '';
    await rebuilt({ 'tables/clients.ndjson': clients.replace('Anna', 'Olga') });
    expect(await refusal()).toContain('tables/clients.ndjson is not what was backed up');
    await rebuilt({ 'tables/clients.ndjson': `${clients}\n` });
    expect(await refusal()).toContain('"tables/clients.ndjson" has not its size');
  });

  test('one that lacks a table, whether its manifest says so or not', async () => {
    await rebuilt({ 'tables/clients.ndjson': undefined });
    expect(await refusal()).toContain('tables/clients.ndjson is missing');
    const tables = manifest().tables.filter(({ name }) => name !== 'clients');
    await rebuilt({ 'tables/clients.ndjson': undefined }, { tables });
    expect(await loading()).toContain('the table clients is missing');
  });

  test('one with rows that no table takes, or with fewer than it says', async () => {
    for (const lines of ['not even JSON\n', '["too short"]\n', '']) {
      const sha256 = createHash('sha256').update(lines).digest('hex');
      const tables = manifest().tables.map((table) =>
        table.name === 'clients' ? { ...table, bytes: lines.length, sha256, rows: 1 } : table,
      );
      await rebuilt({ 'tables/clients.ndjson': lines }, { tables });
      expect(await loading()).toMatch(lines === '' ? /has 0 rows, and should have 1/ : /Failed/);
    }
  });

  test('names that lead elsewhere', async () => {
    await rebuilt({ 'files/aa/bb/elsewhere': 'evil' });
    expect(await refusal()).toContain('an entry that its manifest does not name');
    const bytes = readFileSync(broken).toString('latin1');
    const climbing = bytes.replaceAll('files/aa/bb/elsewhere', '../../aa/bb/elsewhere');
    writeFileSync(broken, Buffer.from(climbing, 'latin1'));
    expect(await refusal()).toContain('invalid relative path');
    const files = [{ name: '../../etc/passwd', bytes: 0, sha256: '0'.repeat(64) }];
    await rebuilt({}, { files });
    expect(await refusal()).toContain('its manifest is not as it should be');
  });

  test('one that would unpack into far more than it is', async () => {
    await rebuilt({ 'tables/clients.ndjson': Buffer.alloc(80_000_000) });
    expect(await refusal()).toContain('far more than any backup does');
  });

  test('one of a newer form, and one of a newer version', async () => {
    await rebuilt({}, { format: 2 as 1 });
    expect(await refusal()).toContain('made by a newer version');
    await rebuilt({}, { version: '9.0.0', migrations: [...manifest().migrations, 9999999999999] });
    expect(await refusal()).toContain('made by Otklik 9.0.0');
  });
});

describe('a place that does not fit is refused, and nothing is changed', () => {
  const full = newPlace();
  beforeAll(async () => {
    mkdirSync(join(full.folder, 'database', 'pgdata'), { recursive: true });
    writeFileSync(join(full.folder, 'database', 'pgdata', 'PG_VERSION'), '18');
    mkdirSync(join(full.folder, 'files'));
    writeFileSync(join(full.folder, 'files', '.otklik'), 'a mark');
  });
  afterAll(() => full.remove());

  test('data is there already, or the server runs', async () => {
    expect(await refusal({ place: full, file: whole })).toContain('say --replace');
    const lock = lockFolder(join(full.folder, 'database'));
    const options = { place: full, file: whole, replace: true };
    expect(await refusal(options)).toContain('Another process uses the data folder');
    lock.release();
  });

  test('what is replaced comes back when the backup cannot be loaded', async () => {
    const tables = manifest().tables.filter(({ name }) => name !== 'clients');
    await rebuilt({ 'tables/clients.ndjson': undefined }, { tables });
    const options = { place: full, file: broken, replace: true };
    expect(await refusal(options)).toContain('the table clients is missing');
  });

  test('another secret, or none', async () => {
    for (const JWT_SECRET of ['another master secret, of another place', '']) {
      const config = parseConfig({ DATA_DIR: target.folder, JWT_SECRET });
      const options = { place: { ...target, config }, file: whole };
      expect(await refusal(options)).toContain('JWT_SECRET must be the one');
    }
  });

  test('an invoice number that is too low', async () => {
    const options = { place: target, file: whole, lastInvoice: 6 };
    expect(await refusal(options)).toContain('an invoice with the number 7');
  });
});

function manifest(): Manifest {
  return JSON.parse(entries.get(manifestName)?.toString() ?? '');
}

/** The whole archive with some entries changed or left out, and some of its manifest. */
async function rebuilt(
  changes: Record<string, string | Buffer | undefined>,
  told: Partial<Manifest> = {},
): Promise<void> {
  const changed = new Map(entries);
  for (const [name, content] of Object.entries(changes)) {
    if (content === undefined) changed.delete(name);
    else changed.set(name, Buffer.from(content));
  }
  changed.set(manifestName, Buffer.from(JSON.stringify({ ...manifest(), ...told })));
  await putTogether(changed, broken);
}

/** Why the rows cannot be loaded in the place of others, which are all there afterwards. */
async function loading(): Promise<string> {
  const { database } = desk.platform;
  const before = await everyRow(database);
  const folder = mkdtempSync(join(source.folder, 'unpacked-'));
  const archive = await openArchive(broken);
  await archive.unpack({ data: folder, files: join(folder, 'attachments') }).finally(archive.close);
  const replacing = database.transaction(async (tx) => {
    await removeEverything(tx);
    await loadData(tx, archive.manifest, folder);
  });
  const error = await replacing.then(
    () => undefined,
    (failure: Error) => failure,
  );
  expect(await everyRow(database)).toEqual(before);
  return error?.message ?? '';
}

/** What is said; the place has every file that it had, as it was. */
async function refusal({
  place = target,
  file = broken,
  replace = false,
  lastInvoice = 7,
} = {}): Promise<string> {
  const before = everyFile(place.folder);
  const error = await restore().then(
    () => undefined,
    (failure: Error) => failure,
  );
  expect(error).toBeInstanceOf(StartRefused);
  expect(everyFile(place.folder)).toEqual(before);
  return error?.message ?? '';

  async function restore() {
    const archive = await openArchive(file);
    const options = { lastInvoice, replace, release: false };
    await restoreBackup(place.config, archive, options).finally(archive.close);
  }
}
