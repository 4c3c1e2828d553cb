/** What an admin has set, with what stands before anybody sets anything; each part is kept in memory until it changes. */
import type { CompanySettings, Targets, WorkingHours } from '../../contract/settings.ts';
import { deskTopic } from '../identity/identity.ts';
import { afterCommit, type Db, type Tx } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';
import { type Part, selectPart } from './settings.queries.ts';

type Versioned<T> = T & { version: number };

interface Parts {
  company: Versioned<CompanySettings>;
  hours: Versioned<WorkingHours>;
  targets: Versioned<Targets>;
}

interface Kept {
  parts: Partial<Parts>;
  /** Grows with each change: what was read before it is not kept. */
  changes: number;
}

const kept = new WeakMap<object, Kept>();
/** Transactions that have changed the settings themselves: they read what they wrote. */
const changing = new WeakSet<object>();

const day: [number, number][] = [[9 * 60, 18 * 60]];
const defaultHours: WorkingHours = {
  days: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] },
  holidays: [],
};

const defaultTargets: Targets = {
  low: { firstAnswer: 480, solution: 2400 },
  normal: { firstAnswer: 240, solution: 1440 },
  high: { firstAnswer: 60, solution: 480 },
  urgent: { firstAnswer: 15, solution: 240 },
};

/** What the company says of itself. */
export function readCompany(db: Db, platform: Platform): Promise<Versioned<CompanySettings>> {
  return readPart(db, platform, 'company');
}

/** When the company works, in the zone of `readCompany`. */
export function readWorkingHours(db: Db, platform: Platform): Promise<Versioned<WorkingHours>> {
  return readPart(db, platform, 'hours');
}

/** What the company promises, in working minutes. */
export function readTargets(db: Db, platform: Platform): Promise<Versioned<Targets>> {
  return readPart(db, platform, 'targets');
}

/** To be called where a part is written: this transaction reads it anew, and everybody else after the commit. */
export function forgetSettings(tx: Tx, platform: Platform): void {
  changing.add(tx);
  afterCommit(tx, () => forget(keptOf(platform)));
}

async function readPart<P extends Part>(db: Db, platform: Platform, part: P): Promise<Parts[P]> {
  const own = keptOf(platform);
  const known = own.parts[part];
  if (known && !changing.has(db)) return known;
  const { changes } = own;
  const found = await selectPart(db, part);
  const value = { ...defaultsOf(platform)[part], ...(found?.value as object), version: 0 };
  value.version = found?.version ?? 0;
  if (changes === own.changes && !changing.has(db)) own.parts[part] = value;
  return value;
}

function defaultsOf({ config }: Platform): Parts {
  const { text = '', url = '', version } = config.consent;
  return {
    company: {
      name: config.companyName,
      timeZone: config.timeZone,
      consentText: text,
      consentVersion: version,
      consentUrl: url,
      version: 0,
    },
    hours: { ...defaultHours, version: 0 },
    targets: { ...defaultTargets, version: 0 },
  };
}

function keptOf({ live }: Platform): Kept {
  const known = kept.get(live);
  if (known) return known;
  const fresh: Kept = { parts: {}, changes: 0 };
  kept.set(live, fresh);
  // Another instance has changed them, or may have while this one could not hear.
  live.subscribe(deskTopic, (detail) => {
    if (detail === undefined || detail === 'settings') forget(fresh);
  });
  return fresh;
}

function forget(own: Kept): void {
  own.parts = {};
  own.changes++;
}
