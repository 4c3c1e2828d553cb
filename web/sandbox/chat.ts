/** What a phone shows after something has changed: pure, so that the page follows the stream without asking again. */
import type {
  SandboxChat,
  SandboxEvent,
  SandboxMessage,
  SandboxPhone,
} from '../../contract/sandbox-shapes.ts';

/** A change to what one phone shows. */
export type ChatEvent = Extract<
  SandboxEvent,
  { type: 'message' | 'message_deleted' | 'keyboard' | 'pressed' | 'press_answered' }
>;

/** The chat with the change in it. Each change may come twice: the second time it changes nothing. */
export function changed(chat: SandboxChat, event: ChatEvent): SandboxChat {
  switch (event.type) {
    case 'message':
      return { ...chat, messages: withMessage(chat.messages, event.message) };
    case 'message_deleted':
      return { ...chat, messages: chat.messages.filter(({ id }) => id !== event.messageId) };
    case 'keyboard':
      return { ...chat, keyboard: event.keyboard };
    case 'pressed': {
      const others = chat.spinners.filter(({ queryId }) => queryId !== event.spinner.queryId);
      return { ...chat, spinners: [...others, event.spinner] };
    }
    case 'press_answered':
      return {
        ...chat,
        spinners: chat.spinners.filter(({ queryId }) => queryId !== event.queryId),
      };
  }
}

/** The phones with this one in its place, or at the end when it is new. */
export function withPhone(phones: SandboxPhone[], phone: SandboxPhone): SandboxPhone[] {
  const known = phones.some(({ id }) => id === phone.id);
  return known ? phones.map((one) => (one.id === phone.id ? phone : one)) : [...phones, phone];
}

/** Whether the bot has written something after this message of the person. */
export function answered(messages: SandboxMessage[], message: SandboxMessage): boolean {
  return messages.some(({ from, id }) => from === 'bot' && id > message.id);
}

function withMessage(messages: SandboxMessage[], message: SandboxMessage): SandboxMessage[] {
  const others = messages.filter(({ id }) => id !== message.id);
  const after = others.findIndex(({ id }) => id > message.id);
  return after === -1 ? [...others, message] : others.toSpliced(after, 0, message);
}
