/** The ledger for the operator: what was sent to whom, what became of it, once more, or not at all. */
export { registerDeliveriesRoutes } from './deliveries.routes.ts';
export type { DeliveriesPorts } from './ports.ts';
