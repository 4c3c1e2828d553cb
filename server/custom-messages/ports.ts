/** What custom messages ask of slices that they do not know; `app.ts` fills it in. */
import type { FastifyRequest } from 'fastify';
import { type Origin, originOf, type StaffViewer, staffOf } from '../identity/identity.ts';
import type { AddressBook } from '../notifications/notifications.ts';
import type { Platform } from '../platform/platform.ts';

export interface CustomMessagesPorts {
  /** Where clients are reached with news. */
  addresses: AddressBook;
}

/** Who does it, and with what. */
export interface Doing {
  platform: Platform;
  ports: CustomMessagesPorts;
  viewer: StaffViewer;
  origin: Origin;
}

/** The same for the viewer of a request. */
export function doingOf(given: Pick<Doing, 'platform' | 'ports'>, request: FastifyRequest): Doing {
  return { ...given, viewer: staffOf(request), origin: originOf(request) };
}
