/** Tells whether a shared contact proves that its sender owns the number. */
import type { Message } from 'grammy/types';
import parsePhoneNumber from 'libphonenumber-js';
import { givenPhone } from '../../../contract/person.ts';
import { CodedError } from '../../platform/errors.ts';

/**
 * The number of a contact that proves itself, or nothing. The server of Telegram sets `user_id`, whatever
 * a client sends (tdlib/td#2575), so a card is the sender's own exactly when both ids are the same.
 */
export function ownContact(message: Message): { phone: string } | undefined {
  const { contact, from, chat } = message;
  const proved =
    contact !== undefined &&
    from !== undefined &&
    chat.type === 'private' &&
    contact.user_id === from.id &&
    message.forward_origin === undefined &&
    message.via_bot === undefined &&
    !from.is_bot;
  return proved ? { phone: contact.phone_number } : undefined;
}

// Numbers bought on Fragment are tied to no line: they prove nothing but the account (TDLib, phoneNumberInfo.is_anonymous).
const anonymous = /^\+888/;

/**
 * Writes a number in E.164. Nothing is stripped: a sign that does not belong there would make it
 * another person's number. Throws `phone.invalid` or `phone.anonymous`.
 */
export function provenPhone(given: string): string {
  if (!givenPhone.safeParse(given).success) throw new CodedError('phone.invalid');
  const digits = given.startsWith('+') ? given : `+${given}`;
  if (anonymous.test(digits)) throw new CodedError('phone.anonymous');
  const parsed = parsePhoneNumber(digits);
  if (!parsed?.isPossible() || parsed.number !== digits) throw new CodedError('phone.invalid');
  return parsed.number;
}
