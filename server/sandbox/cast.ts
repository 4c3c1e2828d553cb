/** The people of the demonstration: a phone each, none of which has met the bot. */
import type { NewPhone } from '../../contract/sandbox-shapes.ts';
import type { Sandbox } from './sandbox.ts';

const cast: NewPhone[] = [
  {
    firstName: 'Анна',
    lastName: 'Смирнова',
    username: 'anna_smirnova',
    phoneNumber: '+79161234567',
  },
  { firstName: 'Дмитрий', lastName: 'Константинопольский', phoneNumber: '79037654321' },
  { firstName: 'Maria', username: 'maria_g', phoneNumber: '+447400123456', languageCode: 'en' },
];

/** Gives phones to an empty sandbox; one that has phones keeps its own. */
export function seedCast(sandbox: Pick<Sandbox, 'phones' | 'addPhone'>): void {
  if (sandbox.phones().length > 0) return;
  for (const person of cast) sandbox.addPhone(person);
}
