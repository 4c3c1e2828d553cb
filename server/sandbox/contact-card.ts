/** The contact that a phone sends: the honest one, and the ways to cheat (design.md, "Sign-up"; tdlib/td#2575). */
import type { Contact } from '@grammyjs/types';
import type { ContactKind } from '../../contract/sandbox-shapes.ts';
import type { StoredMessage } from './messages.ts';
import { type Phone, userOf } from './phones.ts';

/** `other` is the stranger who is needed for some kinds; one is made up when there is nobody. */
export function contactCard(
  kind: ContactKind,
  phone: Phone,
  other: Phone | undefined,
  date: number,
): Partial<StoredMessage> {
  const own = cardOf(phone);
  switch (kind) {
    case 'own':
      return { contact: own };
    case 'someone_else':
      return { contact: other ? cardOf(other) : strangersCard };
    case 'forwarded':
      // One's own card, but somebody else's message: it may be years old.
      return {
        contact: own,
        forward_origin: {
          type: 'user',
          sender_user: other ? userOf(other) : strangersUser,
          date: date - 60,
        },
      };
    case 'without_user_id': {
      const { user_id: _, ...card } = own;
      return { contact: card };
    }
    case 'edited':
      // Telegram finds the user by the digits alone, so that the text may hold other characters.
      return { contact: { ...own, phone_number: disguised(own.phone_number) } };
  }
}

const strangersUser = { id: 7_777_000_001, is_bot: false, first_name: 'Stranger' };
const strangersCard: Contact = {
  phone_number: '+79990000001',
  first_name: strangersUser.first_name,
  user_id: strangersUser.id,
};

function cardOf(phone: Phone): Contact {
  return {
    phone_number: phone.phoneNumber,
    first_name: phone.firstName,
    ...(phone.lastName && { last_name: phone.lastName }),
    user_id: phone.telegramId,
  };
}

function disguised(number: string): string {
  const digits = number.replace('+', '');
  return `+${digits.slice(0, 1)} (${digits.slice(1, 4)}) ${digits.slice(4)}`;
}
