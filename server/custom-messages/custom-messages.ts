/** Custom messages: what staff write to clients in Telegram outside of any ticket, and what became of it for each. */
export { registerCustomMessagesRoutes } from './custom-messages.routes.ts';
export { moveCustomMessages } from './owners.ts';
export { personalData } from './personal-data.ts';
export type { CustomMessagesPorts } from './ports.ts';
