/** Plants recognisable secrets at the desk, lets things go well and badly, and looks for the secrets in everything that was logged. */
import { sql } from 'drizzle-orm';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as clients from '../contract/clients.ts';
import * as files from '../contract/files.ts';
import * as mine from '../contract/my-tickets.ts';
import * as profile from '../contract/profile.ts';
import * as staff from '../contract/staff.ts';
import * as signIn from '../contract/staff-session.ts';
import * as tools from '../contract/ticket-tools.ts';
import * as tickets from '../contract/tickets.ts';
import { type Caller, type Desk, openDesk } from '../testing/desk.ts';
import { upload } from './files/files-test.ts';

const person = {
  name: 'Канарейка Коллега',
  email: 'canary.colleague@otklik.example',
  password: 'kestrel lantern 48 over a harbour',
  newPassword: 'kestrel marmalade 93 under a bridge',
};
const client = {
  name: 'Канарейка Клиент',
  phone: '+79997651234',
  email: 'canary.client@otklik.example',
  note: 'canary note about the client',
};
const words = {
  subject: 'canary subject of a ticket',
  text: 'canary text of a message',
  note: 'canary text of a note',
  draft: 'canary text of a draft',
  canned: 'canary canned answer',
  file: 'canary-file-name.txt',
  content: 'canary content of a file',
};

let desk: Desk;
/** What must not be found, by what it is. */
const canaries = new Map<string, string>();

beforeAll(async () => {
  desk = await openDesk();
  await desk.confirm(desk.olga);
  plant('a colleague', person);
  plant('a client', { ...client, digits: client.phone.slice(1) });
  plant('words', words);
  for (const [who, { name, bearer }] of Object.entries(desk.as))
    plant(who, { name, token: bearer() });
});
afterAll(() => desk?.close());

function plant(whose: string, secrets: Record<string, string>): void {
  for (const [what, secret] of Object.entries(secrets)) {
    if (secret === '') throw new Error(`The ${what} of ${whose} is empty.`);
    canaries.set(`${what} of ${whose}`, secret);
    if (encodeURIComponent(secret) !== secret) {
      canaries.set(`${what} of ${whose}, in an address`, encodeURIComponent(secret));
    }
  }
}

/** Fails for each canary that was logged, by its name: the secret itself is not printed here either. */
function lookForCanaries(): void {
  const logged = desk.platform.logged.join('');
  expect(logged).toContain('answered');
  const found = [...canaries].filter(([, secret]) =>
    // A code is so short that an id or a time could hold it by chance.
    /^\d{6}$/.test(secret)
      ? new RegExp(`(?<![\\w-])${secret}(?![\\w-])`).test(logged)
      : logged.includes(secret),
  );
  expect(found.map(([what]) => what)).toEqual([]);
}

test('this test would notice: a canary that is logged on purpose is found', async () => {
  await desk.http.inject('/health');
  expect(lookForCanaries).not.toThrow();
  desk.platform.log.info({ careless: person.email }, 'On purpose.');
  expect(lookForCanaries).toThrow('email of a colleague');
  desk.platform.logged.pop();
});

test('a colleague’s way: invitation, password, second factor, wrong tries', async () => {
  const { olga, call } = desk;
  const { name, email, password } = person;
  const invited = await call(olga, staff.inviteStaff, {
    body: { name, email, role: 'agent', sees: 'all' },
  });
  const secret = invited.body.link.split('#').at(-1) ?? '';
  plant('the invitation', { link: invited.body.link, secret });
  await call(undefined, signIn.readStaffLink, { body: { secret } });
  const accepted = await call(undefined, signIn.acceptStaffLink, { body: { secret, password } });
  expect(accepted.error).toBeUndefined();
  plant('the first session', { token: accepted.body.token ?? '', ...cookiesOf(accepted) });
  const self = bearer(accepted.body.token);
  const { secret: totp, uri } = (await call(self, profile.beginTotp, {})).body;
  plant('the authenticator', { totp, uri });
  const code = generateSync({ secret: totp, epoch: desk.platform.clock.now().getTime() / 1000 });
  plant('the authenticator, now', { code });
  const enabled = await call(self, profile.enableTotp, { body: { code } });
  expect(enabled.status).toBe(200);
  const { recoveryCodes } = enabled.body;
  plant('recovery', Object.fromEntries(recoveryCodes.map((one, i) => [`code ${i}`, one])));
  for (const wrong of [password, `${password}x`, '']) {
    const asked = await call(undefined, signIn.staffSignIn, { body: { email, password: wrong } });
    const challenge = asked.body.second?.challenge;
    if (challenge === undefined) continue;
    plant('the challenge', { challenge });
    for (const given of [`${recoveryCodes[0]}x`, recoveryCodes[0]]) {
      const body = { challenge, way: 'recovery', code: given };
      const answer = await call(undefined, signIn.staffSecondFactor, { body });
      if (answer.status === 200)
        plant('the session', { token: answer.body.token, ...cookiesOf(answer) });
    }
  }
  await call(self, profile.confirmPassword, { body: { password: `${password}x` } });
  await call(self, profile.changePassword, {
    body: { current: password, next: person.newPassword },
  });
  await call(self, profile.changePassword, { body: { current: password, next: 'short' } });
  lookForCanaries();
});

test('programs: a token made, used, misspelt and revoked', async () => {
  const { olga, call } = desk;
  const body = { name: 'canary program', scopes: ['tickets.read'] };
  const { id, token } = (await call(olga, staff.makeIntegrationToken, { body })).body;
  plant('the program', { token, end: token.slice(-20) });
  await call(bearer(token), tickets.queue, {});
  await call(bearer(`${token}x`), tickets.queue, {});
  await call(bearer(token), tickets.openTicket, { body: {} });
  await call(olga, staff.revokeIntegrationToken, { params: { tokenId: id } });
  await call(bearer(token), tickets.queue, { query: { after: token } });
  lookForCanaries();
});

test('tickets, clients and files: what people write stays between them', async () => {
  const { anna, boris, olga, call } = desk;
  const sent = await upload(desk, anna, { name: words.file, bytes: words.content });
  const fileId: string = sent.json().id;
  const params = { fileId };
  const { url } = (await call(anna, files.fileLink, { params })).body;
  plant('the link', { url, ticket: url.split('/').at(-1) ?? '' });
  await desk.http.inject({ url });
  await desk.http.inject({ url: `${url}x` });
  await upload(desk, anna, { name: `${words.file}.exe`, bytes: Buffer.from([0x4d, 0x5a, 0, 1]) });
  const body = { subject: words.subject, text: words.text, fileIds: [fileId] };
  const ticketId = (await call(anna, mine.openMyTicket, { body })).body.id;
  const at = { ticketId };
  await call(boris, tickets.answerTicket, {
    params: at,
    body: { kind: 'message', text: words.text },
  });
  await call(boris, tickets.answerTicket, { params: at, body: { kind: 'note', text: words.note } });
  await call(boris, tickets.answerTicket, {
    params: at,
    body: { kind: words.note, text: words.text },
  });
  await call(boris, tickets.saveDraft, { params: at, body: { kind: 'note', text: words.draft } });
  await call(boris, tickets.searchTickets, { query: { q: words.text } });
  await call(olga, tools.addCannedAnswer, { body: { title: words.canned, text: words.canned } });
  const added = await call(olga, clients.addClient, { body: client });
  expect(added.status).toBe(200);
  await call(olga, clients.addClient, { body: client });
  await call(olga, clients.listClients, { query: { search: client.phone } });
  lookForCanaries();
});

test('a database that breaks under every one of these', async () => {
  const { anna, boris, olga, call, platform } = desk;
  const { handle } = platform.database;
  const rename = (from: string, to: string) =>
    handle.execute(sql`alter table ${sql.identifier(from)} rename to ${sql.identifier(to)}`);
  const broken = ['tickets', 'clients', 'audit_entries', 'files', 'canned_answers', 'staff_links'];
  const before = failures();
  const email = 'canary.nobody@otklik.example';
  plant('nobody', { email });
  for (const table of broken) await rename(table, `${table}_away`);
  try {
    await call(undefined, signIn.staffSignIn, { body: { email, password: person.password } });
    await call(undefined, signIn.readStaffLink, { body: { secret: words.text } });
    await call(anna, mine.openMyTicket, { body: { subject: words.subject, text: words.text } });
    await call(boris, tickets.searchTickets, { query: { q: words.text } });
    await call(olga, clients.addClient, { body: client });
    await call(olga, clients.listClients, { query: { search: client.email } });
    await call(olga, tools.addCannedAnswer, { body: { title: words.canned, text: words.canned } });
    await call(olga, staff.inviteStaff, { body: { ...person, role: 'agent', sees: 'all' } });
    await upload(desk, boris, { name: words.file, bytes: words.content });
  } finally {
    for (const table of broken) await rename(`${table}_away`, table);
  }
  expect(failures()).toBeGreaterThan(before + 4);
  lookForCanaries();
});

function failures(): number {
  return desk.platform.logged.filter((line) => line.includes('A request failed.')).length;
}

function bearer(token: string | undefined): Caller {
  return { bearer: () => token ?? '' };
}

function cookiesOf({ cookies }: { cookies: { name: string; value: string }[] }) {
  return Object.fromEntries(cookies.map(({ name, value }) => [name, value]));
}
