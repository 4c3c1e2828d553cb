/** Who people are: clients, staff, their sessions, and the viewer behind each request. It knows no Telegram. */
export type { Holder } from './access-token.ts';
export { type ActiveStaff, activeStaff } from './active-staff.ts';
export { type Actor, type AuditAction, type AuditNote, recordAudit, systemActor } from './audit.ts';
export { differences, shortened } from './changes.ts';
export { searchQuery as clientQuery } from './client-search.ts';
export {
  addClient,
  type Client,
  clientsWithPhone,
  confirmClient,
  deleteUnconfirmedClient,
  findClient,
  languagesOfClients,
  lockClient,
  lockPhone,
  recordPhoneConflict,
  requireClient,
} from './clients.ts';
export { registerIdentityRoutes } from './identity.routes.ts';
export { deskTopic, personTopic, tellDesk } from './live-topics.ts';
export { makeEmergencyLink, makeSetUpLink } from './operator-links.ts';
export { hashPassword, isPassword } from './passwords.ts';
export { findPerson, idsOfPerson, lockPerson, nameless } from './person.ts';
export { findClientViewer, findStaffViewer } from './person-viewer.ts';
export { personalData } from './personal-data.ts';
export type { IdentityPorts } from './ports.ts';
export { giveTokens, openSession } from './sessions.ts';
export { holdStanding, standingViewer } from './standing-viewer.ts';
export {
  type ClientViewer,
  clientOf,
  type DeskViewer,
  deskOf,
  type Origin,
  originOf,
  type StaffViewer,
  seesAll,
  staffOf,
  type TokenViewer,
  type Viewer,
  viewerOf,
} from './viewer.ts';
