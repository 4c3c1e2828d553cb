/** The company: what it says of itself, when it works, and what it promises. */
export { registerCompanyRoutes } from './company.routes.ts';
export { personalData } from './personal-data.ts';
export type { CompanyPorts } from './ports.ts';
export { readCompany, readTargets, readWorkingHours } from './settings.ts';
export { addWorkingMinutes, workingMinutesBetween } from './working-time.ts';
