/** Who reads the archive: in which language, and by which clock. */
import type { Language } from '../../contract/person.ts';
import { readCompany } from '../company/company.ts';
import { findPerson } from '../identity/identity.ts';
import type { Platform } from '../platform/platform.ts';

export interface Reader {
  name: string;
  language: Language;
  timeZone: string;
  company: string;
}

/** Nothing when the client is gone. */
export async function findReader(
  platform: Platform,
  clientId: string,
): Promise<Reader | undefined> {
  const { handle } = platform.database;
  const client = await findPerson(handle, clientId);
  if (!client) return undefined;
  const company = await readCompany(handle, platform);
  const { name, language } = client;
  return { name, language, timeZone: client.timeZone ?? company.timeZone, company: company.name };
}
