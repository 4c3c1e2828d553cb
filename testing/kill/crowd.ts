/** Clients and staff who make news over HTTP, and phones that answer, while the program dies under them again and again. */
import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { answerMyTicket, openMyTicket } from '../../contract/my-tickets.ts';
import { answerTicket, updateTicket } from '../../contract/tickets.ts';
import type { Sandbox } from '../../server/sandbox/sandbox.ts';
import type { Crew, Member } from './shapes.ts';

/** One thing that somebody has said; its words are found nowhere else. */
export interface Saying {
  words: string;
  by: 'client' | 'staff' | 'phone';
  /** Whom the news of it must reach, where that is certain. */
  tells?: string;
}

export interface Crowd {
  /** Fresh tokens. */
  renew(crew: Crew): void;
  /** Lets the people finish what they are doing. */
  stop(): Promise<void>;
  /** Answered with success: must be there, once. */
  acknowledged: Saying[];
  /** Never answered: may be there, once at most. */
  inDoubt: Saying[];
  /** Answers other than success, by their status. */
  refused: Map<number, number>;
}

interface OpenTicket {
  id: string;
  client: Member;
}

const lanes = 6;
const longestPause = 300;
/** The bot takes thirty messages a minute from one chat, and works off at once what has come while it was away. */
const betweenSayings = 5_000;
/** Of every ticket: by this phones know which messages are news of one. */
const subject = 'Printer';

/** Begins at once. `origin` gives the address of some instance. */
export function gather(given: { crew: Crew; origin: () => string; sandbox: Sandbox }): Crowd {
  const { origin, sandbox } = given;
  const { clients, staff } = given.crew;
  const tokens = new Map([...clients, ...staff].map(({ id, token }) => [id, token]));
  const phones = new Map(sandbox.phones().map((phone) => [phone.telegramId, phone.id]));
  const acknowledged: Saying[] = [];
  const inDoubt: Saying[] = [];
  const refused = new Map<number, number>();
  const tickets: OpenTicket[] = [];
  const lastSaid = new Map<string, number>();
  let sayings = 0;
  let stopped = false;
  const working = Promise.all(Array.from({ length: lanes }, work));
  return {
    renew(crew) {
      for (const { id, token } of [...crew.clients, ...crew.staff]) tokens.set(id, token);
    },
    async stop() {
      stopped = true;
      await working;
    },
    acknowledged,
    inDoubt,
    refused,
  };

  async function work(): Promise<void> {
    while (!stopped) {
      const chance = tickets.length < lanes ? 0 : randomInt(100);
      if (chance < 12) await openTicket();
      else if (chance < 35) await writeAsClient();
      else if (chance < 70) await answerAsStaff();
      else if (chance < 80) await change();
      else answerFromPhone();
      await delay(randomInt(longestPause));
    }
  }

  async function openTicket(): Promise<void> {
    const client = one(clients);
    const words = newWords();
    const { method, path } = openMyTicket;
    const reply = await ask<{ id: string }>(client, {
      ...{ method, path, body: { subject: `${subject} ${words}`, text: words } },
      saying: { words, by: 'client' },
    });
    if (reply) tickets.push({ id: reply.id, client });
  }

  async function writeAsClient(): Promise<void> {
    const { id, client } = one(tickets);
    const words = newWords();
    const { method, path } = answerMyTicket;
    await ask(client, {
      method,
      path: at(path, id),
      body: { text: words },
      saying: { words, by: 'client' },
    });
  }

  async function answerAsStaff(): Promise<void> {
    const { id, client } = one(tickets);
    const words = newWords();
    const { method, path } = answerTicket;
    await ask(one(staff), {
      ...{ method, path: at(path, id), body: { kind: 'message', text: words } },
      saying: { words, by: 'staff', tells: String(client.chatId) },
    });
  }

  async function change(): Promise<void> {
    const status = one(['in_progress', 'waiting', 'resolved'] as const);
    const { method, path } = updateTicket;
    const body = { status, assigneeId: one(staff).id };
    await ask(one(staff), { method, path: at(path, one(tickets).id), body });
  }

  /** Answers the latest message of the bot that is about a ticket; no faster than the bot takes from one chat. */
  function answerFromPhone(): void {
    const phoneId = phones.get(one(tickets).client.chatId) ?? '';
    const now = performance.now();
    if (now - (lastSaid.get(phoneId) ?? Number.NEGATIVE_INFINITY) < betweenSayings) return;
    const { messages } = sandbox.chat(phoneId);
    const news = messages.findLast(
      ({ from, text }) => from === 'bot' && text?.includes(`${subject} `),
    );
    if (!news) return;
    const words = newWords();
    lastSaid.set(phoneId, now);
    sandbox.sendText(phoneId, words, { replyTo: news.id });
    acknowledged.push({ words, by: 'phone' });
  }

  async function ask<T>(
    { id }: Member,
    { method, path, body, saying }: { method: string; path: string; body: object; saying?: Saying },
  ): Promise<T | undefined> {
    try {
      const answer = await fetch(origin() + path, {
        method,
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${tokens.get(id)}`,
        },
        body: JSON.stringify(body),
      });
      const reply = (await answer.json()) as T;
      if (answer.ok) {
        if (saying) acknowledged.push(saying);
        return reply;
      }
      refused.set(answer.status, (refused.get(answer.status) ?? 0) + 1);
      if (answer.status >= 500 && saying) inDoubt.push(saying);
    } catch (error) {
      // What fetch throws when the connection breaks, and what the rest of a broken answer is.
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
      if (saying) inDoubt.push(saying);
    }
    return undefined;
  }

  /** Closed off, so that no words are the beginning of others. */
  function newWords(): string {
    sayings += 1;
    return `saying-${sayings}.`;
  }
}

function one<T>(list: readonly T[]): T {
  return list[randomInt(list.length)] as T;
}

function at(path: string, ticketId: string): string {
  return path.replace(':ticketId', ticketId);
}
