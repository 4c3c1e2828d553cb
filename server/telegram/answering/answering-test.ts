/** What the tests of answering share: a desk whose people have phones, and what stands in tickets by them. */
import { asc, eq } from 'drizzle-orm';
import type { SandboxMessage } from '../../../contract/sandbox-shapes.ts';
import { type Desk, type DeskClient, type DeskStaff, openDesk } from '../../../testing/desk.ts';
import { settled, until } from '../../../testing/until.ts';
import { ticketEntries, tickets } from '../../tickets/tickets.tables.ts';
import { connectChat } from '../connections/connection.ts';
import { telegramMessages } from './answering.tables.ts';

export type Someone = DeskClient | DeskStaff;

export interface PersonsPhone {
  id: string;
  chatId: number;
  writes(text: string, replyTo?: SandboxMessage): Promise<SandboxMessage>;
  sends(
    file: { name: string; bytes: Buffer },
    options?: { caption?: string; as?: 'photo' | 'document'; replyTo?: SandboxMessage },
  ): Promise<SandboxMessage>;
  edits(message: SandboxMessage, text: string): Promise<void>;
  presses(message: SandboxMessage, button: string): Promise<void>;
  /** What the bot has said, the oldest first. */
  heard(): SandboxMessage[];
  /** Waits until the bot says this; the newest that does. */
  hears(words: string | RegExp): Promise<SandboxMessage>;
  /** What is under the person's message. */
  marks(message: SandboxMessage): string[];
}

export interface PhoneDesk extends Desk {
  /** A phone with the bot started; connected with these people. */
  phoneOf(...people: Someone[]): Promise<PersonsPhone>;
}

let chats = 720_000_000;

export async function openPhoneDesk(environment: Record<string, string> = {}): Promise<PhoneDesk> {
  const desk = await openDesk(environment);
  const { sandbox } = desk.app;
  return { ...desk, phoneOf };

  async function phoneOf(...people: Someone[]): Promise<PersonsPhone> {
    chats += 1;
    const chatId = chats;
    const [first] = people;
    const { id } = sandbox.addPhone({
      firstName: first?.name.split(' ')[0] ?? 'Nobody',
      telegramId: chatId,
      languageCode: 'ru',
    });
    sandbox.start(id);
    await settled(desk.app);
    for (const { kind, id: personId } of people) {
      await desk.platform.database.transaction((tx) =>
        connectChat(tx, desk.platform, { person: { kind, id: personId }, chatId }),
      );
    }
    const done = async <T>(given: T): Promise<T> => {
      await settled(desk.app);
      return given;
    };
    const heard = () => sandbox.chat(id).messages.filter(({ from }) => from === 'bot');
    return {
      id,
      chatId,
      heard,
      writes: (text, replyTo) =>
        done(sandbox.sendText(id, text, replyTo && { replyTo: replyTo.id })),
      sends: ({ name, bytes }, { replyTo, ...options } = {}) =>
        done(
          sandbox.sendFile(
            id,
            { name, bytes, mimeType: 'application/octet-stream' },
            { ...options, ...(replyTo && { replyTo: replyTo.id }) },
          ),
        ),
      async edits(message, text) {
        await done(sandbox.editText(id, message.id, text));
      },
      async presses(message, button) {
        await done(sandbox.press(id, message.id, button));
      },
      async hears(words) {
        const find = () =>
          heard().findLast(({ text = '' }) =>
            typeof words === 'string' ? text.includes(words) : words.test(text),
          );
        return until(desk.app, () => {
          const found = find();
          if (!found) throw new Error(`${words} is not heard: ${heard().at(-1)?.text}`);
          return found;
        });
      },
      marks: (message) =>
        sandbox.chat(id).messages.find((one) => one.id === message.id)?.reactions ?? [],
    };
  }
}

/** What people and the bot have put into a ticket: `['client', 'message', 'words', 'telegram']`. */
export async function said(desk: Desk, ticket: { id: string }) {
  const entries = await desk.platform.database.handle
    .select()
    .from(ticketEntries)
    .where(eq(ticketEntries.ticketId, ticket.id))
    .orderBy(asc(ticketEntries.position));
  return entries
    .filter(({ kind }) => kind !== 'event')
    .map(({ authorKind, kind, text, source }) => [authorKind, kind, text, source]);
}

/** The tickets of a client, the oldest first. */
export function ticketsOf(desk: Desk, { id }: { id: string }) {
  return desk.platform.database.handle
    .select()
    .from(tickets)
    .where(eq(tickets.clientId, id))
    .orderBy(asc(tickets.number));
}

/** The rows of what was written in a chat, in order. */
export function keptFrom(desk: Desk, { chatId }: { chatId: number }) {
  return desk.platform.database.handle
    .select()
    .from(telegramMessages)
    .where(eq(telegramMessages.chatId, chatId))
    .orderBy(asc(telegramMessages.sequence));
}
