/** Where open pages listen: a person's own topic, and that of the desk. */
import type { Tx } from '../platform/database.ts';
import type { Platform } from '../platform/platform.ts';

/** The live topic of one person's pages. Details are events of the contract: `connection`, `ticket:<id>`. */
export function personTopic({ kind, id }: { kind: 'client' | 'staff'; id: string }): string {
  return `viewer:${kind}:${id}`;
}

/** The live topic of all staff; each event is sent only to those who may see what it names. */
export const deskTopic = 'desk';

/** Tells all pages of the desk: `ticket:<id>`, `client:<id>`, `settings`, `staff`. */
export function tellDesk(tx: Tx, { live }: Pick<Platform, 'live'>, detail: string): void {
  live.publish(tx, deskTopic, detail);
}
