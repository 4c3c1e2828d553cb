/** Figures for the home page of the desk. */
import { homeReport } from '../../contract/reports.ts';
import { type Http, route } from '../platform/http.ts';
import type { Platform } from '../platform/platform.ts';
import { readHomeReport } from './reports.ts';

export function registerReportsRoutes(http: Http, platform: Platform): void {
  route(http, homeReport, async ({ query }) => readHomeReport(platform, query));
}
