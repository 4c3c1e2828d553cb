/** A person's own data: taken along as an archive, or gone. */
export { registerPersonalDataRoutes } from './personal-data.routes.ts';
