/** Puts the parts of the sandbox together upon its file. */
import type { Clock } from '../platform/clock.ts';
import { answerReplyOfWebhook } from './answer-call.ts';
import { newCalls } from './calls.ts';
import { newEvents } from './events.ts';
import { newFaults } from './faults.ts';
import { newFiles } from './files.ts';
import { newLimiter } from './limiter.ts';
import { newMessages } from './messages.ts';
import { newPhones } from './phones.ts';
import { newPolls } from './polls.ts';
import { newPresses } from './presses.ts';
import { openStore } from './store.ts';
import { newUpdateQueue } from './update-queue.ts';
import { newWebhook } from './webhook.ts';
import type { World } from './world.ts';

export interface Bot {
  token: string;
  username: string;
  name: string;
  id: number;
}

interface Given {
  store: string;
  clock: Clock;
  bot?: Partial<Bot>;
  knowsEveryone?: boolean;
  keepCalls?: number;
  onReceive?(phone: string, text: string): void;
}

export function openWorld(given: Given): World {
  const { clock } = given;
  const id = given.bot?.id ?? 700_000_001;
  const store = openStore(given.store);
  const events = newEvents();
  const tellState = () => events.emit({ type: 'state' });
  const updates = newUpdateQueue(store, clock);
  const world: World = {
    store,
    clock,
    events,
    updates,
    token: given.bot?.token ?? `${id}:sandbox`,
    bot: {
      id,
      is_bot: true,
      first_name: given.bot?.name ?? 'Otklik',
      username: given.bot?.username ?? 'otklik_sandbox_bot',
    },
    phones: newPhones(store, events),
    messages: newMessages(store, events),
    presses: newPresses(store, clock),
    files: newFiles(store),
    polls: newPolls(updates, clock),
    webhook: newWebhook({
      ...{ store, clock, queue: updates },
      call: (call) => answerReplyOfWebhook(world, call),
    }),
    limiter: newLimiter(clock, tellState),
    faults: newFaults(tellState),
    calls: newCalls(given.keepCalls ?? 5000),
    switches: { knowsEveryone: given.knowsEveryone ?? false },
    onReceive(phone, text) {
      given.onReceive?.([phone.firstName, phone.lastName].filter(Boolean).join(' '), text);
    },
  };
  return world;
}
