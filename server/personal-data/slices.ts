/** Everybody who holds something of people, in the order in which it is read and in that in which it goes. */
import { personalData as company } from '../company/company.ts';
import { personalData as customMessages } from '../custom-messages/custom-messages.ts';
import { personalData as files } from '../files/files.ts';
import { personalData as identity, idsOfPerson } from '../identity/identity.ts';
import { personalData as invoices } from '../invoices/invoices.ts';
import { personalData as notifications } from '../notifications/notifications.ts';
import type { Db } from '../platform/database.ts';
import { platformData } from '../platform/kept-replies.ts';
import type { KnownPerson, PersonalData } from '../platform/personal-data.ts';
import { personalData as telegram } from '../telegram/telegram.ts';
import { personalData as tickets } from '../tickets/tickets.ts';
import { personalData as own } from './own-data.ts';

/** As a person reads it. */
export const slices: readonly PersonalData[] = [
  identity,
  tickets,
  files,
  invoices,
  customMessages,
  telegram,
  notifications,
  own,
  company,
  platformData,
];

/** What refers to others goes first; clients, to whom everything refers, go last. */
export const goingOrder: readonly PersonalData[] = [
  telegram,
  notifications,
  customMessages,
  invoices,
  tickets,
  files,
  company,
  platformData,
  own,
  identity,
];

/** The client with everything that names them anywhere. */
export async function knowPerson(db: Db, id: string): Promise<KnownPerson> {
  const ids = await idsOfPerson(db, id);
  const known: KnownPerson = { id, ids, addresses: [], subjects: [], words: [] };
  for (const { traces } of slices) {
    const found = (await traces?.(db, ids)) ?? {};
    known.addresses.push(...(found.addresses ?? []));
    known.subjects.push(...(found.subjects ?? []));
    known.words.push(...(found.words ?? []));
  }
  return known;
}
