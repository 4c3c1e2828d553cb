/** What the tests of connections share: people's phones, what the bot has said to them, and the live events of a page. */
import { expect } from 'vitest';
import * as contract from '../../../contract/telegram.ts';
import type { Desk, DeskClient, DeskStaff } from '../../../testing/desk.ts';
import { until } from '../../../testing/until.ts';
import { personTopic } from '../../identity/identity.ts';
import { enqueueNotices, findNotice, type NoticeState } from '../../notifications/notifications.ts';
import { changesOf } from '../../platform/http-stream.ts';
import { laneOf } from './connection.ts';

export type Member = DeskClient | DeskStaff;

const ofClients = {
  link: contract.clientTelegramLink,
  status: contract.clientTelegramStatus,
  confirm: contract.clientTelegramConfirm,
  cancel: contract.clientTelegramCancel,
  disconnect: contract.clientTelegramDisconnect,
  test: contract.clientTelegramTest,
};
const ofStaff = {
  link: contract.staffTelegramLink,
  status: contract.staffTelegramStatus,
  confirm: contract.staffTelegramConfirm,
  cancel: contract.staffTelegramCancel,
  disconnect: contract.staffTelegramDisconnect,
  test: contract.staffTelegramTest,
};

/** The endpoints of whoever asks. */
export function endpointsOf({ kind }: Pick<Member, 'kind'>) {
  return kind === 'client' ? ofClients : ofStaff;
}

let phones = 0;

/** Somebody's Telegram. */
export class Phone {
  readonly id: string;
  readonly telegramId: number;
  readonly #desk: Desk;
  /** What comes from here on has not been waited for yet. */
  #next = 0;

  constructor(
    desk: Desk,
    given: { firstName?: string; username?: string; languageCode?: string } = {},
  ) {
    phones += 1;
    this.#desk = desk;
    const phone = desk.app.sandbox.addPhone({
      firstName: 'Anna',
      phoneNumber: `7999800${1000 + phones}`,
      languageCode: 'en',
      telegramId: 620_000_000 + phones,
      ...given,
    });
    this.id = phone.id;
    this.telegramId = phone.telegramId;
  }

  open(link: string): void {
    this.#desk.app.sandbox.start(this.id, tokenOf(link));
  }

  says(text: string): void {
    this.#desk.app.sandbox.sendText(this.id, text);
  }

  /** Presses a button of the last message that has it. */
  press(text: string): void {
    const message = this.#received().findLast(({ buttons }) =>
      buttons?.flat().some((button) => button.text === text),
    );
    this.#desk.app.sandbox.press(this.id, message?.id ?? 0, text);
  }

  heard(): string[] {
    return this.#received().map(({ text }) => text ?? '');
  }

  /** Waits until the bot says so, after what was waited for before; the clock moves meanwhile, since a chat gets one message a second. */
  async hears(words: string | RegExp): Promise<void> {
    const place = await until(this.#desk.app, () => {
      const said = this.heard().findIndex(
        (text, at) => at >= this.#next && new RegExp(words).test(text),
      );
      expect(said, this.heard().slice(this.#next).join('\n')).toBeGreaterThanOrEqual(0);
      return said;
    });
    this.#next = place + 1;
  }

  #received() {
    return this.#desk.app.sandbox.chat(this.id).messages.filter(({ from }) => from === 'bot');
  }
}

export function tokenOf(link: string): string {
  return new URL(link, 'http://otklik.example').searchParams.get('start') ?? '';
}

export async function askForLink(desk: Desk, member: Member): Promise<string> {
  const { status, body } = await desk.call(member, endpointsOf(member).link);
  expect(status).toBe(200);
  return body.link;
}

export async function statusOf(desk: Desk, member: Member) {
  const { status, body } = await desk.call(member, endpointsOf(member).status);
  expect(status).toBe(200);
  return body;
}

/** Waits until the page shows that the link has come so far. */
export async function untilPending(desk: Desk, member: Member, state: string) {
  return until(desk.app, async () => {
    const { pending } = await statusOf(desk, member);
    expect(pending).toMatchObject({ state });
    return pending;
  });
}

export async function confirm(desk: Desk, member: Member, accept = true, id?: string) {
  if (member.kind === 'staff') await desk.confirm(member);
  const body = { accept, ...(id !== undefined && { id }) };
  return desk.call(member, endpointsOf(member).confirm, { body });
}

/** All of it: asked for, opened on the phone, confirmed in the browser. */
export async function connect(desk: Desk, member: Member, phone: Phone): Promise<void> {
  phone.open(await askForLink(desk, member));
  await untilPending(desk, member, 'opened');
  const { body } = await confirm(desk, member);
  expect(body).toMatchObject({ connected: true, state: 'connected' });
  await phone.hears(/^✅ (Connected|Подключено)/);
}

/** News of somebody's, in a chat that is theirs, or was. Gives the notice's id. */
export async function tellNews(
  desk: Desk,
  { kind, id }: Member,
  phone: Phone,
  text: string,
): Promise<string> {
  const [noticeId = ''] = await desk.platform.database.transaction((tx) =>
    enqueueNotices(tx, desk.platform, [
      {
        lane: laneOf(phone.telegramId),
        person: { kind, id },
        kind: 'ticket.answered',
        rank: 'news',
        text: { text },
      },
    ]),
  );
  return noticeId;
}

/** Waits until the notice stands so. */
export async function becomes(desk: Desk, noticeId: string, state: NoticeState): Promise<void> {
  await until(desk.app, async () => {
    expect((await findNotice(desk.platform.database.handle, noticeId))?.state).toBe(state);
  });
}

const marker = 'so far';

/** What the pages of this person are told while something happens. */
export async function eventsOf(
  desk: Desk,
  { kind, id }: Member,
  during: () => Promise<void>,
): Promise<string[]> {
  const left = new AbortController();
  const heard: string[] = [];
  const begun = Promise.withResolvers<void>();
  const reading = (async () => {
    for await (const { details } of changesOf(
      desk.platform.live,
      [personTopic({ kind, id })],
      left.signal,
    )) {
      if (details === 'all') begun.resolve();
      else heard.push(...details);
    }
  })();
  await begun.promise;
  await during();
  // What was published before comes before.
  await desk.platform.database.transaction(async (tx) => {
    desk.platform.live.publish(tx, personTopic({ kind, id }), marker);
  });
  await until(desk.app, () => expect(heard).toContain(marker));
  left.abort();
  await reading.catch(() => undefined);
  return heard.filter((detail) => detail !== marker);
}
