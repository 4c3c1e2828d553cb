/** Changes the settings: who was faster wins, and the other is told. */
import type { Body } from '../../contract/endpoint.ts';
import type {
  CompanySettings,
  Targets,
  updateCompany,
  updateTargets,
  updateWorkingHours,
  WorkingHours,
} from '../../contract/settings.ts';
import {
  differences,
  type Origin,
  recordAudit,
  type StaffViewer,
  tellDesk,
} from '../identity/identity.ts';
import type { Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import type { CompanyPorts } from './ports.ts';
import { type Part, putPart } from './settings.queries.ts';
import { forgetSettings, readCompany, readTargets, readWorkingHours } from './settings.ts';
import { companyWords, hoursWords, targetWords } from './settings.words.ts';

/** Who changes it, from where, and what that causes elsewhere. */
export interface Change {
  platform: Platform;
  ports: CompanyPorts;
  viewer: StaffViewer;
  origin: Origin;
}

/** Throws `settings.changed`. Gives back the new version. */
export function changeCompany(
  change: Change,
  { version, ...given }: Body<typeof updateCompany>,
): Promise<number> {
  return inTransaction(change, async (tx) => {
    const before = await readCompany(tx, change.platform);
    const consentVersion = isNewConsent(before, given)
      ? versionAfter(before.consentVersion)
      : before.consentVersion;
    const value: CompanySettings = { ...given, consentVersion };
    await put(tx, change, {
      part: 'company',
      version,
      value,
      words: [companyWords(before), companyWords(value)],
    });
    if (before.timeZone !== value.timeZone) await change.ports.dueTimesChanged(tx);
    return version + 1;
  });
}

/** Throws `settings.changed`. Gives back the new version; due times follow in the same transaction. */
export function changeWorkingHours(
  change: Change,
  { version, ...value }: WorkingHours & Pick<Body<typeof updateWorkingHours>, 'version'>,
): Promise<number> {
  return inTransaction(change, async (tx) => {
    const before = await readWorkingHours(tx, change.platform);
    const words = [hoursWords(before), hoursWords(value)] as const;
    await put(tx, change, { part: 'hours', version, value, words });
    await change.ports.dueTimesChanged(tx);
    return version + 1;
  });
}

/** Throws `settings.changed`. Gives back the new version; due times follow in the same transaction. */
export function changeTargets(
  change: Change,
  { version, ...value }: Targets & Pick<Body<typeof updateTargets>, 'version'>,
): Promise<number> {
  return inTransaction(change, async (tx) => {
    const before = await readTargets(tx, change.platform);
    const words = [targetWords(before), targetWords(value)] as const;
    await put(tx, change, { part: 'targets', version, value, words });
    await change.ports.dueTimesChanged(tx);
    return version + 1;
  });
}

/** What is there is read anew: what is kept in memory may be older than what another instance has written. */
function inTransaction<T>({ platform }: Change, run: (tx: Tx) => Promise<T>): Promise<T> {
  return platform.database.transaction((tx) => {
    forgetSettings(tx, platform);
    return run(tx);
  });
}

const actions = {
  company: 'settings.company_changed',
  hours: 'settings.hours_changed',
  targets: 'settings.targets_changed',
} as const;

type Words = Record<string, string>;

async function put(
  tx: Tx,
  { platform, viewer, origin }: Change,
  given: { part: Part; version: number; value: unknown; words: readonly [Words, Words] },
): Promise<void> {
  if (!(await putPart(tx, given))) throw new CodedError('settings.changed');
  const note = { action: actions[given.part], changes: differences(...given.words) };
  await recordAudit(tx, { actor: viewer, origin }, note);
  tellDesk(tx, platform, 'settings');
}

function isNewConsent(before: CompanySettings, given: Partial<CompanySettings>): boolean {
  return before.consentText !== given.consentText || before.consentUrl !== given.consentUrl;
}

/** The number at its end grows: `1` → `2`, `2024-v9` → `2024-v10`, `first` → `first.2`. */
function versionAfter(version: string): string {
  const [number] = /\d{1,15}$/.exec(version) ?? [];
  if (number === undefined) return `${version}.2`;
  return version.slice(0, -number.length) + (Number(number) + 1);
}
