/** A person's phone, played through the sandbox's HTTP side. */
import { expect } from '@playwright/test';
import {
  sandboxAddFault,
  sandboxAddPhone,
  sandboxBlock,
  sandboxCalls,
  sandboxClearFaults,
  sandboxPhoneChat,
  sandboxPress,
  sandboxSendFile,
  sandboxSendText,
  sandboxShareContact,
  sandboxStart,
  sandboxUnblock,
} from '../contract/sandbox.ts';
import type {
  BotCall,
  FaultOrder,
  NewPhone,
  SandboxChat,
  SandboxMessage,
} from '../contract/sandbox-shapes.ts';
import { ask } from './ask.ts';

const sixDigits = /(?<!\d)\d{6}(?!\d)/;

export interface Phone {
  id: string;
  number: string;
  username: string | undefined;
  /** Opens a link to the bot and presses Start. */
  open(link: string): Promise<void>;
  /** Presses the button below the input that asks for the contact, and agrees; it must be there. */
  shareContact(): Promise<void>;
  /** Presses a button under a message or below the input, as soon as it is there. */
  press(button: string): Promise<void>;
  write(text: string): Promise<void>;
  /** Answers this message of the chat, with a picture where there is one. */
  reply(to: Pick<SandboxMessage, 'id'>, text: string, photo?: Buffer): Promise<void>;
  block(): Promise<void>;
  unblock(): Promise<void>;
  chat(): Promise<SandboxChat>;
  /** Waits for a message of the bot. */
  receives(words: string | RegExp): Promise<SandboxMessage>;
  /** Every code that has come so far. */
  codes(): Promise<string[]>;
  /** Waits for the `count`th code. */
  code(count?: number): Promise<string>;
}

/** Telegram, as a test arranges it for one phone. */
export interface Telegram {
  fail(order: FaultOrder): Promise<void>;
  recover(): Promise<void>;
  /** The bot's calls to send this phone something, the oldest first. */
  sends(phone: Phone): Promise<BotCall[]>;
}

export async function newPhone(origin: string, person: NewPhone): Promise<Phone> {
  const made = await ask(origin, sandboxAddPhone, { body: person });
  const params = { phoneId: made.id };
  const chat = () => ask(origin, sandboxPhoneChat, { params });

  return {
    ...{ id: made.id, number: made.phoneNumber, username: made.username },
    chat,
    async open(link) {
      const parameter = new URL(link, origin).searchParams.get('start') ?? undefined;
      await ask(origin, sandboxStart, { params, body: { parameter } });
    },
    async shareContact() {
      await expect.poll(async () => asksForContact(await chat())).toBe(true);
      await ask(origin, sandboxShareContact, { params, body: {} });
    },
    async press(button) {
      await expect.poll(async () => placesOf(await chat())).toContain(button);
      const { messages, keyboard } = await chat();
      if (keyboard?.rows.flat().some(({ text }) => text === button)) {
        await write(button);
        return;
      }
      const holder = messages.findLast((message) => labelsOf(message).includes(button));
      const row = holder?.buttons?.findIndex((one) => one.some(({ text }) => text === button)) ?? 0;
      const column = holder?.buttons?.[row]?.findIndex(({ text }) => text === button) ?? 0;
      await ask(origin, sandboxPress, {
        params: { ...params, messageId: holder?.id ?? 0 },
        body: { row, column },
      });
    },
    write,
    async reply(to, text, photo) {
      if (!photo) {
        await ask(origin, sandboxSendText, { params, body: { text, replyTo: to.id } });
        return;
      }
      const form = new FormData();
      form.set('caption', text);
      form.set('as', 'photo');
      form.set('replyTo', String(to.id));
      form.set('file', new Blob([new Uint8Array(photo)], { type: 'image/png' }), 'photo.png');
      const path = sandboxSendFile.path.replace(':phoneId', made.id);
      const sent = await fetch(`${origin}${path}`, { method: 'POST', body: form });
      expect(sent.status).toBe(200);
    },
    async block() {
      await ask(origin, sandboxBlock, { params });
    },
    async unblock() {
      await ask(origin, sandboxUnblock, { params });
    },
    async receives(words) {
      const find = async () => (await chat()).messages.findLast((one) => says(one, words));
      await expect.poll(find, `The phone receives ${words}`).toBeTruthy();
      const found = await find();
      if (!found) throw new Error(`The message with ${words} has gone again.`);
      return found;
    },
    codes,
    async code(count = 1) {
      const enough = async () => (await codes()).length >= count;
      await expect.poll(enough, `Code ${count} arrives on the phone`).toBe(true);
      return (await codes())[count - 1] ?? '';
    },
  };

  async function write(text: string): Promise<void> {
    await ask(origin, sandboxSendText, { params, body: { text } });
  }

  async function codes(): Promise<string[]> {
    const { messages } = await chat();
    return messages
      .filter(({ from, text }) => from === 'bot' && sixDigits.test(text ?? ''))
      .map(({ text }) => text?.match(sixDigits)?.[0] ?? '');
  }
}

export function telegramAt(origin: string): Telegram {
  return {
    async fail(order) {
      await ask(origin, sandboxAddFault, { body: order });
    },
    async recover() {
      await ask(origin, sandboxClearFaults, {});
    },
    async sends({ id }) {
      const { calls } = await ask(origin, sandboxCalls, { query: { method: 'sendMessage' } });
      return calls.filter(({ phoneId }) => phoneId === id);
    },
  };
}

/** The calls that carried a code. */
export function codesIn(calls: BotCall[]): BotCall[] {
  return calls.filter(({ params }) => sixDigits.test(String(params.text)));
}

function asksForContact({ keyboard }: SandboxChat): boolean {
  return keyboard?.rows.flat().some(({ requestContact }) => requestContact) ?? false;
}

function placesOf({ messages, keyboard }: SandboxChat): string[] {
  return [...messages.flatMap(labelsOf), ...(keyboard?.rows.flat().map(({ text }) => text) ?? [])];
}

function labelsOf({ buttons }: SandboxMessage): string[] {
  return buttons?.flat().map(({ text }) => text) ?? [];
}

function says({ from, text = '' }: SandboxMessage, words: string | RegExp): boolean {
  return from === 'bot' && (typeof words === 'string' ? text.includes(words) : words.test(text));
}
