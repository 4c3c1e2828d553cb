/** A sign-up without the network: browsers that keep cookies, and people whose updates reach the bot's conversation at once. */
import { asc, eq } from 'drizzle-orm';
import type { LightMyRequestResponse } from 'fastify';
import { Api, Composer } from 'grammy';
import type { Contact, Message, Update, User } from 'grammy/types';
import { registerIdentityRoutes } from '../server/identity/identity.ts';
import { alone } from '../server/identity/ports.ts';
import { notices } from '../server/notifications/notifications.tables.ts';
import { type Http, newHttp } from '../server/platform/http.ts';
import { unseal } from '../server/platform/secrets.ts';
import { type BotContext, handlerOf, type UpdateHandler } from '../server/telegram/bot-context.ts';
import { moveTelegram } from '../server/telegram/move-client.ts';
import { registerSignUpRoutes } from '../server/telegram/sign-up/sign-up.routes.ts';
import { signUps } from '../server/telegram/sign-up/sign-up.tables.ts';
import { helpConversation, signUpConversation } from '../server/telegram/sign-up/sign-up.ts';
import { moveTickets } from '../server/tickets/tickets.ts';
import { holdTime } from './clock.ts';
import { type TestPlatform, testPlatform } from './platform.ts';

export const deskBotSecret = 'a secret that only the bot of the tests knows';
const botUsername = 'otklik_test_bot';

export interface SignUpDesk {
  platform: TestPlatform;
  http: Http;
  /** A browser of its own, with no cookies yet. */
  browser(userAgent?: string): DeskBrowser;
  /** Somebody with Telegram; everybody has an id and a number of their own. */
  person(given?: Partial<User> & { phone?: string }): DeskPerson;
  /** How many sign-ups are stored. */
  countSignUps(): Promise<number>;
  close(): Promise<void>;
}

export async function openSignUpDesk(
  environment: Record<string, string> = {},
): Promise<SignUpDesk> {
  const platform = await testPlatform({ BOT_SECRET: deskBotSecret, ...environment });
  await holdTime(platform);
  const http = await newHttp(platform);
  await registerIdentityRoutes(http, platform, {
    ...alone,
    mergeClients: async (tx, pair) => {
      await moveTickets(tx, platform, pair);
      await moveTelegram(tx, platform, pair);
    },
  });
  registerSignUpRoutes(http, platform, { username: () => botUsername });
  await http.ready();
  const conversations = new Composer<BotContext>();
  conversations.use(signUpConversation(), helpConversation());
  const handle = handlerOf(conversations, { api: new Api('1:unused'), me });
  let people = 0;
  return {
    platform,
    http,
    browser: (userAgent) => new DeskBrowser(http, userAgent),
    person({ phone, ...user } = {}) {
      people += 1;
      const from = { id: 700_000_000 + people, is_bot: false, first_name: 'Anna', ...user };
      const number = phone ?? `+7999123${String(4000 + people)}`;
      return new DeskPerson(platform, handle, { language_code: 'ru', ...from }, number);
    },
    countSignUps: () => platform.database.handle.$count(signUps),
    async close() {
      await http.close();
      await platform.close();
    },
  };
}

export class DeskBrowser {
  readonly cookies = new Map<string, string>();
  readonly #http: Http;
  readonly #userAgent: string;
  /** Where its requests seem to come from. */
  address = '203.0.113.7';

  constructor(http: Http, userAgent = firefoxOnWindows) {
    this.#http = http;
    this.#userAgent = userAgent;
  }

  /** Posts and keeps the cookies of the answer, as a browser does. */
  async post(
    url: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    const answer = await this.postBlind(url, body, headers);
    for (const { name, value } of answer.cookies) this.cookies.set(name, value);
    return answer;
  }

  /** Posts, and the answer is lost on the way: no cookie of it is kept. */
  postBlind(
    url: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    return this.#http.inject({
      method: 'POST',
      url,
      remoteAddress: this.address,
      headers: {
        'user-agent': this.#userAgent,
        'accept-language': 'ru',
        'content-type': 'application/json',
        ...headers,
      },
      cookies: Object.fromEntries(this.cookies),
      payload: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  async register(name = 'Anna'): Promise<string> {
    const answer = await this.post('/auth/register/telegram', { name });
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return answer.json<{ sessionId: string }>().sessionId;
  }

  status(sessionId: string): Promise<LightMyRequestResponse> {
    return this.post('/auth/telegram/check-status', { sessionId });
  }

  verify(sessionId: string, code: string): Promise<LightMyRequestResponse> {
    return this.post('/auth/verify', { sessionId, code });
  }

  resend(sessionId: string): Promise<LightMyRequestResponse> {
    return this.post('/auth/telegram/resend', { sessionId });
  }
}

export interface Received {
  id: string;
  kind: string;
  text: string;
  /** The words on its buttons, of whatever keyboard. */
  buttons: string[];
  /** What its inline buttons would send. */
  callbacks: string[];
  code?: string;
}

export class DeskPerson {
  readonly user: User;
  readonly phone: string;
  readonly #platform: TestPlatform;
  readonly #handle: UpdateHandler;
  static #updates = 0;

  constructor(platform: TestPlatform, handle: UpdateHandler, user: User, phone: string) {
    this.#platform = platform;
    this.#handle = handle;
    this.user = user;
    this.phone = phone;
  }

  start(sessionId = ''): Promise<void> {
    return this.says(`/start ${sessionId}`.trim());
  }

  says(text: string): Promise<void> {
    const entities: Message['entities'] = text.startsWith('/')
      ? [{ type: 'bot_command', offset: 0, length: text.split(' ')[0]?.length ?? 0 }]
      : undefined;
    return this.sends({ text, entities });
  }

  /** Shares the own contact, or with `contact` and `message` whatever a self-made client could send. */
  shares(contact: Partial<Contact> = {}, message: Partial<Message> = {}): Promise<void> {
    const own = { phone_number: this.phone, first_name: 'Anna', user_id: this.user.id };
    return this.sends({ contact: { ...own, ...contact }, ...message });
  }

  sends(content: Partial<Message>): Promise<void> {
    const message = { message_id: 1, date: 0, chat: this.#chat(), from: this.user, ...content };
    return this.#update({ message } as Partial<Update>);
  }

  async presses(data: string): Promise<void> {
    const message = { message_id: 1, date: 0, chat: this.#chat(), from: me, text: '…' };
    const callback_query = { id: '1', from: this.user, chat_instance: '1', data, message };
    await this.#update({ callback_query } as Partial<Update>);
  }

  /** What the ledger holds for this person, the oldest first. */
  async inbox(): Promise<Received[]> {
    const { database, secrets } = this.#platform;
    const stored = await database.handle
      .select()
      .from(notices)
      .where(eq(notices.address, String(this.user.id)))
      .orderBy(asc(notices.seq));
    return stored.map(({ id, kind, content, sealed }) => {
      const code = sealed ? unseal(secrets.key('notice'), sealed) : undefined;
      const { keyboard } = content;
      const inline = keyboard && 'inline' in keyboard ? keyboard.inline.flat() : [];
      const reply = keyboard && 'reply' in keyboard ? keyboard.reply.flat() : [];
      return {
        id,
        kind,
        text: content.text.text.replace(/\u{E000}+/u, code ?? ''),
        buttons: [...inline, ...reply].map((button) => button.text),
        callbacks: inline.flatMap(({ action }) => ('callback' in action ? [action.callback] : [])),
        ...(code !== undefined && { code }),
      };
    });
  }

  async lastWords(): Promise<Received> {
    const last = (await this.inbox()).at(-1);
    if (!last) throw new Error('Nothing was said.');
    return last;
  }

  /** The newest code. */
  async code(): Promise<string> {
    const found = (await this.inbox()).findLast(({ code }) => code !== undefined)?.code;
    if (found === undefined) throw new Error('No code was sent.');
    return found;
  }

  /** All of the bot's part: opens the link, shares the contact, and gives back the code. */
  async walks(sessionId: string): Promise<string> {
    await this.start(sessionId);
    await this.shares();
    return this.code();
  }

  #chat(): Message['chat'] {
    return { id: this.user.id, type: 'private', first_name: this.user.first_name };
  }

  async #update(content: Partial<Update>): Promise<void> {
    DeskPerson.#updates += 1;
    const update = { update_id: DeskPerson.#updates, ...content } as Update;
    const platform = this.#platform;
    await platform.database.transaction((tx) =>
      this.#handle({ tx, update, platform, after: () => {} }),
    );
  }
}

/** A code that is not this one. */
export function otherCode(code: string, by = 1): string {
  return String((Number(code) + by) % 1_000_000).padStart(6, '0');
}

const firefoxOnWindows =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

const me = {
  id: 1,
  is_bot: true as const,
  first_name: 'Otklik',
  username: botUsername,
  can_join_groups: false,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
  can_manage_bots: false,
  supports_join_request_queries: false,
};
