/** People for whom a flow needs no page: they come in as a program would. */
import type { Role } from '../contract/permissions.ts';
import type { Language } from '../contract/person.ts';
import { updateMe } from '../contract/profile.ts';
import { registerByTelegram, verifyCode } from '../contract/sign-up.ts';
import { inviteStaff } from '../contract/staff.ts';
import { acceptStaffLink } from '../contract/staff-session.ts';
import { en } from '../server/telegram/locales/en.ts';
import { ru } from '../server/telegram/locales/ru.ts';
import { ask } from './ask.ts';
import { callAs, type DeskCall } from './desk-page.ts';
import type { Phone } from './phone.ts';

const words = { en, ru };

export interface Somebody {
  id: string;
  name: string;
  call: DeskCall;
}

export interface Colleague extends Somebody {
  email: string;
  password: string;
}

/** A client who has signed up with this phone, which is connected by it. */
export async function newClient(
  origin: string,
  phone: Phone,
  { name, language = 'ru' }: { name: string; language?: Language },
): Promise<Somebody> {
  const { reply, cookie } = await begin(origin, { name, language });
  await phone.open(reply.telegramLink);
  await phone.shareContact();
  const body = { sessionId: reply.sessionId, code: await phone.code() };
  const response = await fetch(`${origin}${verifyCode.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
  });
  const { token, client } = verifyCode.reply.parse(await response.json());
  await phone.receives(words[language]['signed_in.text'].split('{{')[0] ?? '');
  return { id: client.id, name: client.name, call: callWith(origin, token) };
}

/** Somebody new among the staff, so that what other flows do to the cast is no matter. */
export async function newColleague(
  origin: string,
  { name, role = 'agent', language = 'ru' }: { name: string; role?: Role; language?: Language },
): Promise<Colleague> {
  const { call: olga } = await callAs(origin, 'olga');
  const once = crypto.randomUUID().slice(0, 8);
  const email = `${once}@otklik.example`;
  const password = `quiet-orchard-${crypto.randomUUID()}`;
  const { staffId, link } = await olga(inviteStaff, { body: { name, email, role, sees: 'all' } });
  const body = { secret: new URL(link).hash.slice(1), password };
  const { token = '' } = await ask(origin, acceptStaffLink, { body });
  const call = callWith(origin, token);
  await call(updateMe, { body: { language } });
  return { id: staffId, name, email, password, call };
}

async function begin(origin: string, body: { name: string; language: Language }) {
  const response = await fetch(`${origin}${registerByTelegram.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0]);
  return {
    reply: registerByTelegram.reply.parse(await response.json()),
    cookie: cookies.join('; '),
  };
}

function callWith(origin: string, token: string): DeskCall {
  return (endpoint, input) => ask(origin, endpoint, { ...input, token });
}
