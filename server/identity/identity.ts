/** Who people are: clients, their sessions, and the viewer behind each request. It knows no Telegram. */
export {
  addClient,
  type Client,
  clientsWithPhone,
  confirmClient,
  deleteUnconfirmedClient,
  findClient,
  recordPhoneConflict,
} from './clients.ts';
export { registerIdentityRoutes } from './identity.routes.ts';
export { giveTokens, openSession } from './sessions.ts';
export { type Viewer, viewerOf } from './viewer.ts';
