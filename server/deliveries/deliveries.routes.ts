/** Doors of the ledger for the operator. */
import * as contract from '../../contract/deliveries.ts';
import { originOf, viewerOf } from '../identity/identity.ts';
import { type Http, route } from '../platform/http.ts';
import type { Platform } from '../platform/platform.ts';
import { cancelDelivery, retryDelivery } from './change.ts';
import { readDelivery } from './detail.ts';
import { countDeliveries, listDeliveries } from './list.ts';
import type { DeliveriesPorts } from './ports.ts';

export function registerDeliveriesRoutes(
  http: Http,
  platform: Platform,
  ports: DeliveriesPorts,
): void {
  const db = platform.database.handle;

  route(http, contract.listDeliveries, ({ query }) => listDeliveries(db, ports, query));

  route(http, contract.deliveryCounts, () => countDeliveries(db));

  route(http, contract.readDelivery, ({ params }) => readDelivery(db, params.deliveryId));

  route(http, contract.retryDelivery, async ({ params: { deliveryId: id }, body, request }) => {
    const doing = { id, viewer: viewerOf(request), origin: originOf(request) };
    await retryDelivery(platform, ports, { ...doing, again: body.again });
    return { done: true as const };
  });

  route(http, contract.cancelDelivery, async ({ params: { deliveryId: id }, request }) => {
    await cancelDelivery(platform, { id, viewer: viewerOf(request), origin: originOf(request) });
    return { done: true as const };
  });
}
