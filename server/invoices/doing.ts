/** Who does something with invoices, from where, and what it may cause elsewhere. */
import type { ClientViewer, DeskViewer, Origin, Viewer } from '../identity/identity.ts';
import type { Platform } from '../platform/platform.ts';
import type { InvoicesPorts } from './ports.ts';

export interface Doing<V extends Viewer = Viewer> {
  platform: Platform;
  ports: InvoicesPorts;
  viewer: V;
  origin?: Origin;
}

export type DeskDoing = Doing<DeskViewer>;
export type ClientDoing = Doing<ClientViewer>;

/** What rules of the product do by themselves: no viewer stands behind it. */
export type OwnDoing = Pick<Doing, 'platform' | 'ports'>;
