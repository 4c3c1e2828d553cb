/** Stands in for Telegram: a faithful Bot API over HTTP on loopback, with phones whose side a page or a test plays. */
import type { AddressInfo } from 'node:net';
import type {
  BotCall,
  NewPhone,
  SandboxChat,
  SandboxEvent,
  SandboxState,
} from '../../contract/sandbox-shapes.ts';
import type { Clock } from '../platform/clock.ts';
import { CodedError } from '../platform/errors.ts';
import { newBotApi } from './bot-api.ts';
import type { Faults } from './faults.ts';
import type { Limiter } from './limiter.ts';
import { commandsFor } from './methods/bot.ts';
import { type Bot, openWorld } from './open-world.ts';
import { newPerson, type Person, requirePhone } from './person.ts';
import type { Phone } from './phones.ts';
import { showMessage } from './show-message.ts';
import type { World } from './world.ts';

export { seedCast } from './cast.ts';
export { registerSandboxRoutes } from './sandbox.routes.ts';

export interface SandboxOptions {
  /** A file that survives a kill of the process, or `:memory:`. */
  store: string;
  clock: Clock;
  /** Of the Bot API, on 127.0.0.1; any free one when absent. */
  port?: number;
  bot?: Partial<Bot>;
  /** An id that was never seen counts as a person who has pressed Start; otherwise it is `chat not found`. */
  knowsEveryone?: boolean;
  /** The page with the phones shows a red banner. */
  production?: boolean;
  /** How many calls are kept for inspection. */
  keepCalls?: number;
  /** Told of every message that a phone receives from the bot: the name of its owner, and the text. */
  onReceive?(phone: string, text: string): void;
}

/** The person's side acts at once; what it causes at the bot comes by an update. */
export interface Sandbox extends Person {
  /** `http://127.0.0.1:<port>`, as grammY's `apiRoot`. */
  apiRoot: string;
  /** Not of the shape of a real token. */
  token: string;
  botUsername: string;
  addPhone(phone: NewPhone & { telegramId?: number }): Phone;
  phones(): Phone[];
  phone(phoneId: string): Phone;
  /** Everything that the phone shows. */
  chat(phoneId: string): SandboxChat;
  /** The bytes of a photo or document of any chat. */
  file(fileId: string): { bytes: Buffer; name: string; mimeType: string };
  faults: Faults;
  /** On at first. */
  limiter: Omit<Limiter, 'take'>;
  /** The latest calls of the Bot API, the oldest first. */
  calls(): readonly BotCall[];
  state(): SandboxState;
  setKnowsEveryone(knows: boolean): void;
  /** Empties chats, updates, faults and calls; the phones stay and have never started. */
  reset(): void;
  /** Gives back how to stop listening. */
  subscribe(listener: (event: SandboxEvent) => void): () => void;
  /** Somebody waits in getUpdates. */
  readonly polled: boolean;
  /** Answers open polls, then closes. What was kept in a file stays. */
  stop(): Promise<void>;
}

/**
 * Starts the server; needs no product around it.
 * Throws EADDRINUSE when the port is taken, and an Error when the file is of a newer version.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const world = openWorld(options);
  const api = await newBotApi(world);
  try {
    await api.http.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  } catch (error) {
    world.store.close();
    throw error;
  }
  const { port } = api.http.server.address() as AddressInfo;
  return {
    ...newPerson(world),
    apiRoot: `http://127.0.0.1:${port}`,
    token: world.token,
    botUsername: world.bot.username,
    addPhone: (phone) => world.phones.add(phone),
    phones: () => world.phones.list(),
    phone: (phoneId) => requirePhone(world, phoneId),
    chat: (phoneId) => chatOn(world, requirePhone(world, phoneId)),
    file: (fileId) => requireFile(world, fileId),
    faults: world.faults,
    limiter: world.limiter,
    calls: () => world.calls.list(),
    state: () => stateOf(world, options.production ?? false),
    setKnowsEveryone(knows) {
      world.switches.knowsEveryone = knows;
      world.events.emit({ type: 'state' });
    },
    reset: () => reset(world),
    subscribe: (listener) => world.events.subscribe(listener),
    get polled() {
      return world.polls.waiting;
    },
    async stop() {
      world.webhook.stop();
      await api.close();
      world.store.close();
    },
  };
}

function chatOn(world: World, phone: Phone): SandboxChat {
  return {
    phone,
    messages: world.messages
      .list(phone)
      .map(({ message, reactions }) => showMessage(message, reactions)),
    keyboard: world.phones.keyboard(phone),
    commands: commandsFor(world, phone),
    spinners: world.presses.spinning(phone),
  };
}

function requireFile(world: World, fileId: string) {
  const file = world.files.find(fileId);
  const bytes = world.files.bytes(fileId);
  if (!file || !bytes) throw new CodedError('sandbox.not_found');
  return { bytes, name: file.name, mimeType: file.mimeType };
}

function stateOf(world: World, production: boolean): SandboxState {
  const { id, first_name: name, username } = world.bot;
  return {
    bot: { id, name, username },
    production,
    limiter: world.limiter.isOn,
    knowsEveryone: world.switches.knowsEveryone,
    receives: world.webhook.settings() ? 'webhook' : 'polling',
    waitingUpdates: world.updates.count(),
  };
}

function reset(world: World): void {
  world.store.together(() => {
    world.messages.clear();
    world.presses.clear();
    world.files.clear();
    world.updates.clear();
    world.phones.forgetChats();
  });
  world.limiter.reset();
  world.faults.clear();
  world.calls.clear();
  world.events.emit({ type: 'state' });
}
