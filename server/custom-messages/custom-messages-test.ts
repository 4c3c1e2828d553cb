/** What the tests of custom messages share: clients with phones, and messages to them. */
import { expect } from 'vitest';
import {
  cancelCustomMessage,
  listRecipients,
  readCustomMessage,
  sendCustomMessage,
  sendToClient,
} from '../../contract/custom-messages.ts';
import type { Caller, Desk } from '../../testing/desk.ts';
import { settled, until } from '../../testing/until.ts';
import { connectChat } from '../telegram/connections/connection.ts';
import { done } from '../tickets/tickets-test.ts';

let people = 0;

/** A phone for this client, who has started the bot and is connected. Gives its id. */
export async function connects(desk: Desk, client: { id: string; name: string }): Promise<string> {
  people += 1;
  const telegramId = 720_000_000 + people;
  const { sandbox } = desk.app;
  const { id } = sandbox.addPhone({ firstName: client.name, telegramId });
  sandbox.start(id);
  const person = { kind: 'client' as const, id: client.id };
  await desk.platform.database.transaction((tx) =>
    connectChat(tx, desk.platform, { person, chatId: telegramId }),
  );
  return id;
}

/** Blocks the bot, and waits until the desk knows. */
export async function blocks(desk: Desk, phone: string): Promise<void> {
  desk.app.sandbox.block(phone);
  await settled(desk.app);
}

/** What the bot has said to this phone that holds these words: it also greets whoever starts it. */
export function heard(desk: Desk, phone: string, words: string) {
  return desk.app.sandbox
    .chat(phone)
    .messages.filter(({ from, text }) => from === 'bot' && text?.includes(words));
}

/** The same, once it has said it. */
export async function hears(desk: Desk, phone: string, words: string) {
  await until(desk.app, () => expect(heard(desk, phone, words)).toHaveLength(1));
  return heard(desk, phone, words)[0];
}

export function writes(
  desk: Desk,
  client: { id: string },
  body: Record<string, unknown>,
  as: Caller = desk.boris,
) {
  return desk.call(as, sendToClient, { params: { clientId: client.id }, body });
}

export async function sends(desk: Desk, body: Record<string, unknown>) {
  return done(await desk.call(desk.olga, sendCustomMessage, { body: { filter: {}, ...body } }));
}

export function cancels(desk: Desk, { id }: { id: string }) {
  return desk.call(desk.olga, cancelCustomMessage, { params: { messageId: id } });
}

export async function progressOf(desk: Desk, { id }: { id: string }) {
  return done(await desk.call(desk.olga, readCustomMessage, { params: { messageId: id } }));
}

/** How many are where, without what nobody is in. */
export async function countsOf(desk: Desk, message: { id: string }) {
  const { counts } = await progressOf(desk, message);
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

/** `Anna: delivered` for each client. */
export async function receiptsOf(desk: Desk, { id }: { id: string }, state?: string) {
  const asked = { params: { messageId: id }, query: { limit: 50, state } };
  const { items } = done(await desk.call(desk.olga, listRecipients, asked));
  return items.map(({ name, state, reason }) => [name, state, reason].filter(Boolean).join(': '));
}
