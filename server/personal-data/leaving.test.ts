/** A client with something of theirs everywhere takes it along and leaves: nothing is left but what the books need. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit } from '../../contract/audit.ts';
import { readClient } from '../../contract/clients.ts';
import { readInvoice } from '../../contract/invoices.ts';
import { deleteMyAccount } from '../../contract/personal-data.ts';
import { me } from '../../contract/session.ts';
import { type Desk, openDesk } from '../../testing/desk.ts';
import { settled, until } from '../../testing/until.ts';
import { done } from '../tickets/tickets-test.ts';
import { type Leaver, leaverAt, signsUp } from './leaver-test.ts';
import { booked, internal, name, own, phone, telegramId } from './leaver-words-test.ts';
import { en } from './locales/en.ts';
import { archiveOf, everythingOnDisk, everythingStored } from './personal-data-test.ts';
import { slices } from './slices.ts';

let desk: Desk;
let leaver: Leaver;
beforeAll(async () => {
  desk = await openDesk();
  leaver = await leaverAt(desk);
}, 120_000);
afterAll(() => desk?.close());

/** Whatever holds a canary: a word of the client's, a number, an id; by table or file. */
async function canariesIn(): Promise<string[]> {
  const signs = [
    'канаре',
    'canary',
    phone.slice(1),
    String(telegramId),
    leaver.id,
    leaver.ticketId,
  ];
  const forms = signs.flatMap((sign) => [sign, Buffer.from(sign).toString('hex')]);
  const holds = (text: string) => forms.some((sign) => text.toLowerCase().includes(sign));
  const stored = [...(await everythingStored(desk.platform))];
  const kept = [...everythingOnDisk(desk.platform.filesDir)];
  return [
    ...stored.filter(([, text]) => holds(text)).map(([table]) => table),
    ...kept.filter(([, bytes]) => holds(bytes.toString('utf8'))).map(([path]) => path),
    ...kept.filter(([path]) => path.startsWith('/exports/')).map(([path]) => path),
  ];
}

const ofPeople = slices.flatMap(({ tables }) =>
  Object.entries(tables).flatMap(([table, held]) => (held === 'person' ? [table] : [])),
);

test('the client has left something in every table that may hold something of a person', async () => {
  await archiveOf(desk, leaver);
  const found = await canariesIn();
  // Of these the rows are counted by their links: they hold no word, number or id of the client.
  const bare = ['notice_tries', 'invoice_reminders', 'invoice_items', 'payments', 'ticket_tags'];
  expect(found).toEqual(expect.arrayContaining(ofPeople.filter((table) => !bare.includes(table))));
  expect(found.some((path) => path.startsWith('/exports/'))).toBe(true);
});

test('the archive holds what is the client’s own, readable and as JSON, and no note of staff', async () => {
  const archive = await archiveOf(desk, leaver);
  const json = archive.get('data.json')?.toString('utf8') ?? '';
  const page = archive.get('index.html')?.toString('utf8') ?? '';
  const data = JSON.parse(json);
  expect(data.person).toEqual(expect.arrayContaining([expect.objectContaining({ name, phone })]));
  expect(data.messages.map(({ text }: { text: string }) => text)).toEqual([
    own.question,
    own.more,
    own.answer,
    own.edited,
  ]);
  for (const part of [
    'sessions',
    'shared_numbers',
    'audit',
    'tickets',
    'files',
    'invoices',
    'payment_claims',
    'recurring_invoices',
    'telegram',
    'consents',
    'telegram_updates',
    'notices',
    'notice_preferences',
    'exports',
  ]) {
    expect([part, data[part]?.length > 0]).toEqual([part, true]);
  }
  for (const [what, text] of Object.entries(own)) {
    if (['content', 'unsent', 'receipt'].includes(what)) continue;
    expect([what, json.includes(JSON.stringify(text).slice(1, -1))]).toEqual([what, true]);
    const inPage = text.replace(/[<>()"']/g, (sign) =>
      '()'.includes(sign) ? sign : `&#${sign.charCodeAt(0)};`,
    );
    expect([what, page.includes(inPage)]).toEqual([what, true]);
  }
  const { madeAt: _, ...parts } = data;
  const words = [
    ...Object.keys(parts).map((part) => `part.${part}`),
    ...fieldsIn(Object.values(parts)).map((field) => `field.${field}`),
  ];
  // Who has said it stands above the words, as in a conversation.
  const shown = words.filter((word) => !word.startsWith('field.author'));
  expect(shown.filter((word) => !Object.hasOwn(en, word))).toEqual([]);
  expect(page).not.toContain('<script');
  expect(page).toMatch(/^<!doctype html>\n<html lang="ru">/);
  for (const text of Object.values(internal)) {
    expect(json).not.toContain(text);
    expect(page).not.toContain(text);
  }
  const contents = [...archive].filter(([path]) => path.startsWith('files/'));
  expect(contents.map(([, bytes]) => bytes.toString()).toSorted()).toEqual(
    [own.content, own.receipt, own.receipt, own.unsent].toSorted(),
  );
  for (const [path] of contents) {
    expect(path).toMatch(/^files\/[\w-]+\.txt$/);
    expect(page).toContain(`href="${path}"`);
  }
});

/** The names of all fields, but those inside of what is shown as it came. */
function fieldsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(fieldsIn);
  return Object.entries(value).flatMap(([field, inside]) =>
    ['update', 'changes'].includes(field) ? [field] : [field, ...fieldsIn(inside)],
  );
}

test('a wrong name deletes nothing; the right one, however it is typed, all but what was issued', async () => {
  const wrong = await desk.call(leaver, deleteMyAccount, { body: { name: 'Зинаида' } });
  expect(wrong.error?.code).toBe('account.name_differs');
  const heard: (string | undefined)[] = [];
  desk.platform.live.subscribe(`session:${leaver.sessionId}`, () => heard.push('session'));
  desk.platform.live.subscribe('desk', (detail) => heard.push(detail));
  const typed = `  ${name.toUpperCase().normalize('NFD')} `;
  done(await desk.call(leaver, deleteMyAccount, { body: { name: typed } }));
  expect((await desk.call(leaver, me)).error?.code).toBe('session.ended');
  await until(desk.app, () => {
    expect(heard).toEqual(
      expect.arrayContaining(['session', `client:${leaver.id}`, 'ticket', 'invoice']),
    );
  });
  const params = { clientId: leaver.id };
  expect((await desk.call(desk.olga, readClient, { params })).status).toBe(404);
  await settled(desk.app);
  const left = await canariesIn();
  // The log keeps what was done to whom, by ids that name nobody any more.
  expect(left.toSorted()).toEqual(['audit_entries', 'invoice_items', 'invoices', 'payments']);
  const stored = (await everythingStored(desk.platform)).get('audit_entries') ?? '';
  expect(stored.toLowerCase()).not.toMatch(/канаре|canary|9997654321/);
});

test('the issued invoice keeps its frozen copy and names no client', async () => {
  const params = { invoiceId: leaver.invoiceId };
  const invoice = done(await desk.call(desk.olga, readInvoice, { params }));
  expect(invoice).toMatchObject({ status: 'issued', buyer: { name }, note: booked.note });
  expect(invoice.items[0]?.description).toBe(booked.line);
  expect(invoice.ticket).toBeUndefined();
});

test('the log says that a client was deleted, not who', async () => {
  const { items } = done(
    await desk.call(desk.olga, audit, { query: { action: 'client.deleted' } }),
  );
  expect(items).toEqual([
    expect.objectContaining({
      actor: { kind: 'client', id: leaver.id, name: '—' },
      subject: { kind: 'client', id: leaver.id, label: '—' },
      changes: {},
    }),
  ]);
  expect(items[0]).not.toHaveProperty('address');
});

test('the log still tells of money that has come for the invoice', async () => {
  const { items } = done(
    await desk.call(desk.olga, audit, { query: { action: 'payment.recorded' } }),
  );
  expect(items[0]?.changes.amount).toEqual([null, expect.stringMatching(/\d/)]);
});

test('who writes again is a stranger, and may sign up anew as a new client', async () => {
  const { client } = await signsUp(desk, { phoneId: leaver.phoneId });
  expect(client.id).not.toBe(leaver.id);
  const archive = await archiveOf(desk, client);
  const json = archive.get('data.json')?.toString('utf8') ?? '';
  expect(JSON.parse(json).tickets).toBeUndefined();
  expect(json).not.toContain(own.question);
});
