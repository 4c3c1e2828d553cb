/** Reading and changing the settings. */
import * as contract from '../../contract/settings.ts';
import { originOf, staffOf } from '../identity/identity.ts';
import { type Call, type Http, route } from '../platform/http.ts';
import type { Platform } from '../platform/platform.ts';
import {
  type Change,
  changeCompany,
  changeTargets,
  changeWorkingHours,
} from './change-settings.ts';
import type { CompanyPorts } from './ports.ts';
import { readCompany, readTargets, readWorkingHours } from './settings.ts';

export function registerCompanyRoutes(http: Http, platform: Platform, ports: CompanyPorts): void {
  const db = platform.database.handle;

  route(http, contract.readSettings, async () => ({
    company: await readCompany(db, platform),
    hours: await readWorkingHours(db, platform),
    targets: await readTargets(db, platform),
  }));

  route(http, contract.updateCompany, async ({ body, request }) => ({
    version: await changeCompany(changeBy(request), body),
  }));

  route(http, contract.updateWorkingHours, async ({ body, request }) => ({
    version: await changeWorkingHours(changeBy(request), body),
  }));

  route(http, contract.updateTargets, async ({ body, request }) => ({
    version: await changeTargets(changeBy(request), body),
  }));

  function changeBy(request: Call<typeof contract.readSettings>['request']): Change {
    return { platform, ports, viewer: staffOf(request), origin: originOf(request) };
  }
}
