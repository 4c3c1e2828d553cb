/** A client with something of theirs in every table that may hold something: each word carries a canary. */
import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import { uploadImport } from '../../contract/client-import.ts';
import { addClient, updateClient } from '../../contract/clients.ts';
import { sendToClient } from '../../contract/custom-messages.ts';
import { fileLink } from '../../contract/files.ts';
import { addInvoice, addPayment, confirmClaim, issueInvoice } from '../../contract/invoices.ts';
import { claimPayment } from '../../contract/my-invoices.ts';
import {
  answerMyTicket,
  closeMyTicket,
  openMyTicket,
  rateMyTicket,
} from '../../contract/my-tickets.ts';
import { savePreferences } from '../../contract/notices.ts';
import { updateMe } from '../../contract/profile.ts';
import { addRecurring } from '../../contract/recurring-invoices.ts';
import { me } from '../../contract/session.ts';
import { clientTelegramLink, clientTelegramStatus } from '../../contract/telegram.ts';
import { answerTicket, saveDraft, showPresence, updateTicket } from '../../contract/tickets.ts';
import { connects } from '../../testing/connects.ts';
import type { Caller, Desk } from '../../testing/desk.ts';
import { DeskBrowser } from '../../testing/sign-up.ts';
import { settled, until } from '../../testing/until.ts';
import { kept } from '../files/files-test.ts';
import { clients, phoneConflicts, sessions } from '../identity/identity.tables.ts';
import { recordAudit, systemActor } from '../identity/identity.ts';
import { dayOf } from '../invoices/payments-test.ts';
import { notices } from '../notifications/notifications.tables.ts';
import { databaseNow } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import { telegramUpdates } from '../telegram/telegram.tables.ts';
import { ticketEntryVersions } from '../tickets/tickets.tables.ts';
import { done } from '../tickets/tickets-test.ts';
import { booked, internal, name, own, phone, telegramId } from './leaver-words-test.ts';

export interface Leaver extends Caller {
  id: string;
  sessionId: string;
  ticketId: string;
  invoiceId: string;
  phoneId: string;
}

/** Signs up by the bot, and does and suffers all that a client can. */
export async function leaverAt(desk: Desk): Promise<Leaver> {
  for (const [at, one] of [desk.boris, desk.olga].entries())
    await connects(desk, one, 700_000_401 + at);
  const { client, phoneId } = await signsUp(desk);
  const ticketId = await asks(desk, client, phoneId);
  const invoiceId = await owes(desk, client, ticketId);
  await isNamedElsewhere(desk, client.id);
  await opensLink(desk, client, phoneId);
  desk.app.sandbox.block(phoneId);
  await untilTold(desk, 'staff.client_blocked');
  desk.app.sandbox.unblock(phoneId);
  await settled(desk.app);
  return { ...client, ticketId, invoiceId, phoneId };
}

/** Staff hear of the leaver as well: what they are told names the leaver. */
async function untilTold(desk: Desk, kind: string): Promise<void> {
  await until(desk.app, async () => {
    const found = await desk.platform.database.handle.$count(notices, eq(notices.kind, kind));
    expect(found).toBeGreaterThan(0);
  });
}

/** By the bot, as anybody does; the same phone again where it is known. */
export async function signsUp(desk: Desk, given: { phoneId?: string } = {}) {
  const { sandbox } = desk.app;
  const phoneId =
    given.phoneId ??
    sandbox.addPhone({
      firstName: 'Канарейка',
      username: 'canary_zina',
      telegramId,
      phoneNumber: phone.slice(1),
    }).id;
  const browser = new DeskBrowser(desk.http);
  const handle = await browser.register(own.formerName);
  const before = sandbox.chat(phoneId).messages.length;
  sandbox.start(phoneId, handle);
  await until(desk.app, () =>
    expect(sandbox.chat(phoneId).messages.length).toBeGreaterThan(before + 1),
  );
  sandbox.shareContact(phoneId);
  const code = await until(desk.app, () => {
    const later = sandbox.chat(phoneId).messages.slice(before);
    const found = /"copyText":"(\d{6})"/.exec(JSON.stringify(later));
    expect(found).not.toBeNull();
    return found?.[1] ?? '';
  });
  const verified = await browser.verify(handle, code);
  expect(verified.statusCode, verified.body).toBe(200);
  const { token } = verified.json<{ token: string }>();
  const caller = { bearer: () => token };
  const { id } = done(await desk.call(caller, me));
  const [session] = await desk.platform.database.handle
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.clientId, id));
  return { client: { id, sessionId: session?.id ?? '', ...caller }, phoneId };
}

/** Asks for a link to connect the chat that is connected already. */
async function opensLink(desk: Desk, client: Caller, phoneId: string): Promise<void> {
  const { link } = done(await desk.call(client, clientTelegramLink));
  desk.app.sandbox.start(phoneId, new URL(link).searchParams.get('start') ?? '');
  await until(desk.app, async () => {
    expect(done(await desk.call(client, clientTelegramStatus)).pending).toBeUndefined();
  });
}

async function asks(desk: Desk, client: Caller & { id: string }, phoneId: string) {
  const { boris, olga, call } = desk;
  done(await call(client, updateMe, { body: { name } }));
  const quietHours = { from: '03:00', to: '03:01', timeZone: 'UTC', how: 'silent' };
  done(await call(client, savePreferences, { body: { modes: { reminders: 'off' }, quietHours } }));
  const file = await kept(desk, client, { name: own.fileName, bytes: own.content });
  await kept(desk, client, { name: own.unsentName, bytes: own.unsent });
  const body = { subject: own.subject, text: own.question, fileIds: [file.id] };
  const headers = { 'idempotency-key': 'canary-key' };
  const { id: ticketId } = done(await call(client, openMyTicket, { body, headers }));
  const at = { ticketId };
  done(await call(client, fileLink, { params: { fileId: file.id } }));
  done(await call(client, answerMyTicket, { params: at, body: { text: own.more } }));
  const said = [
    { kind: 'message', text: own.answer },
    { kind: 'note', text: internal.ticketNote },
  ];
  for (const one of said) done(await call(boris, answerTicket, { params: at, body: one }));
  const draft = { kind: 'note', text: internal.draft };
  done(await call(boris, saveDraft, { params: at, body: draft }));
  done(await call(boris, showPresence, { params: at, body: { state: 'answering' } }));
  done(await call(olga, updateTicket, { params: at, body: { priority: 'high' } }));
  await writesInChat(desk, client, phoneId);
  done(await call(client, closeMyTicket, { params: at }));
  const rating = { score: 4, comment: own.rating };
  done(await call(client, rateMyTicket, { params: at, body: rating }));
  return ticketId;
}

/** Writes to the bot, thinks better of the words, and gets a message outside of any ticket. */
async function writesInChat(desk: Desk, client: Caller & { id: string }, phoneId: string) {
  const { sandbox } = desk.app;
  const { id: messageId } = sandbox.sendText(phoneId, own.chirp);
  await settled(desk.app);
  sandbox.editText(phoneId, messageId, own.edited);
  await until(desk.app, async () =>
    expect(await desk.platform.database.handle.$count(ticketEntryVersions)).toBe(1),
  );
  const params = { clientId: client.id };
  done(await desk.call(desk.boris, sendToClient, { params, body: { message: own.letter } }));
}

async function owes(desk: Desk, client: Caller & { id: string }, ticketId: string) {
  const { boris, call } = desk;
  const item = (description: string) => ({
    description,
    quantity: 1000,
    unit: 'шт.',
    unitPrice: 120_000,
    taxRate: 2000,
  });
  const drafts = async (description: string, note: string) =>
    done(
      await call(boris, addInvoice, {
        body: { clientId: client.id, ticketId, items: [item(description)], note },
      }),
    );
  await drafts(internal.invoiceDraft, internal.invoiceDraft);
  const issued: string[] = [];
  for (let count = 0; count < 2; count++) {
    const { id, version } = await drafts(booked.line, booked.note);
    done(await call(boris, issueInvoice, { params: { invoiceId: id }, body: { version } }));
    issued.push(id);
  }
  const [invoiceId = '', paidId = ''] = issued;
  const paidOn = await dayOf(desk);
  for (const invoice of issued) {
    const file = await kept(desk, client, { name: own.receiptName, bytes: own.receipt });
    const claim = { amount: 1000, paidOn, comment: own.claim, fileIds: [file.id] };
    const params = { invoiceId: invoice };
    const said = done(await call(client, claimPayment, { params, body: claim }));
    if (invoice === paidId) {
      const asked = { params: { ...params, claimId: said.id }, body: { amount: 1000, paidOn } };
      done(await call(boris, confirmClaim, asked));
    }
  }
  const payment = { amount: 500, paidOn, method: 'bank', note: 'Канарейка наличными' };
  done(await call(boris, addPayment, { params: { invoiceId: paidId }, body: payment }));
  const body = {
    clientId: client.id,
    items: [item(own.recurring)],
    dayOfMonth: 5,
    startsOn: paidOn,
  };
  done(
    await call(boris, addRecurring, {
      body: { ...body, endsOn: null, note: '', issue: true, active: true },
    }),
  );
  return invoiceId;
}

async function isNamedElsewhere(desk: Desk, clientId: string): Promise<void> {
  const { boris, olga, dmitry, call, platform } = desk;
  const params = { clientId };
  const body = { version: 2, email: own.email, note: internal.note };
  const changed = await call(boris, updateClient, { params, body });
  expect(changed.error).toBeUndefined();
  const table = `Имя,Телефон\n${name},${phone}\nИван Петров,+79161110000\n`;
  done(
    await call(olga, uploadImport, {
      body: { fileName: 'clients.csv', content: Buffer.from(table).toString('base64') },
    }),
  );
  const { handle } = platform.database;
  // The same person had come under another number before; an admin has decided about that and another number.
  const former = { name: 'Канарейка Прежняя', phone: '+79997650000' };
  const { id } = done(await call(olga, addClient, { body: former }));
  await handle.update(clients).set({ mergedIntoId: clientId }).where(eq(clients.id, id));
  const pair = { phone, clientId: dmitry.id, otherClientId: clientId };
  await handle
    .insert(phoneConflicts)
    .values({ id: newId(), ...pair, resolvedAt: databaseNow, decision: 'keep_both' });
  await platform.database.transaction((tx) =>
    recordAudit(
      tx,
      { actor: systemActor },
      {
        action: 'conflict.resolved',
        subject: { kind: 'client', id: dmitry.id, label: dmitry.name },
        changes: { decision: [null, 'keep_both'], other: [name, null] },
      },
    ),
  );
  // Updates that nobody could work off, in the chat and by the person in a group.
  const from = { id: telegramId, is_bot: false, first_name: 'Канарейка' };
  for (const [updateId, chatId] of [
    [1, telegramId],
    [2, -100_200],
  ] as const) {
    const message = { message_id: 1, date: 0, chat: { id: chatId }, from, text: own.update };
    const update = { update_id: updateId, message } as never;
    await handle
      .insert(telegramUpdates)
      .values({ botId: 1, updateId, chatId, update, state: 'parked', failures: 5 });
  }
  // A second sign-up of theirs that is not finished.
  await new DeskBrowser(desk.http).register('Канарейка Ещё Одна').then((handle) => {
    const one = desk.app.sandbox.phones().find(({ telegramId: id }) => id === telegramId);
    if (one) desk.app.sandbox.start(one.id, handle);
  });
}
