/** What this slice asks of slices that it does not know. */
import type { AddressBook, Person } from '../notifications/notifications.ts';
import type { Db } from '../platform/database.ts';

export interface DeliveriesPorts {
  /** Where people are reached now. */
  addresses: AddressBook;
  /** Whose name in the messenger begins so; without the @. */
  peopleNamed(db: Db, given: { username: string; most: number }): Promise<Person[]>;
}
