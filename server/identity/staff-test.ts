/** What the tests of staff share: passwords, sign-ins from a browser, authenticators, a stream of changes. */
import { eq } from 'drizzle-orm';
import { generateSync } from 'otplib';
import type { auditActions } from '../../contract/audit.ts';
import { beginTotp, enableTotp } from '../../contract/profile.ts';
import { staffSecondFactor, staffSignIn } from '../../contract/staff-session.ts';
import type { Answer, Caller, Desk, DeskStaff } from '../../testing/desk.ts';
import { hashPassword } from './passwords.ts';
import { auditEntries, staff } from './staff.tables.ts';

export const password = 'a lantern over the harbour';

/** Gives a password, as an invitation would have. */
export async function givePassword(desk: Desk, member: { id: string }, given = password) {
  await desk.platform.database.handle
    .update(staff)
    .set({ password: await hashPassword(given) })
    .where(eq(staff.id, member.id));
}

/** Somebody of the staff who has a password. */
export async function newMember(desk: Desk): Promise<DeskStaff> {
  const member = await desk.addStaff({});
  await givePassword(desk, member);
  return member;
}

let addresses = 0;

/** An address that nobody has come from yet: one test must not use up another's tries. */
export function newAddress(): string {
  addresses += 1;
  return `198.51.${Math.floor(addresses / 250)}.${1 + (addresses % 250)}`;
}

export function signIn(
  desk: Desk,
  member: { email: string },
  { given = password, address = newAddress() }: { given?: string; address?: string } = {},
) {
  return desk.call(undefined, staffSignIn, {
    body: { email: member.email, password: given },
    address,
  });
}

/** Signs in as far as the second factor, and gives the challenge. */
export async function challengeOf(desk: Desk, member: { email: string }) {
  const { second } = (await signIn(desk, member)).body;
  if (!second) throw new Error('No second factor was asked for.');
  return second;
}

export function giveCode(
  desk: Desk,
  challenge: string,
  { way = 'totp', code, address = newAddress() }: { way?: string; code: string; address?: string },
) {
  return desk.call(undefined, staffSecondFactor, { body: { challenge, way, code }, address });
}

/** Whoever holds this token. */
export function bearerOf(token: string | undefined): Caller {
  return { bearer: () => token ?? '' };
}

/** The value of the cookie that an answer sets. */
export function cookieOf(answer: Pick<Answer<typeof staffSignIn>, 'cookies'>) {
  return answer.cookies[0];
}

/** An authenticator, switched on by the member. `code()` is what it shows now; `steps` later or earlier. */
export async function switchTotpOn(desk: Desk, member: DeskStaff) {
  await desk.confirm(member);
  const { body } = await desk.call(member, beginTotp);
  const { secret } = body;
  const code = (steps = 0) =>
    generateSync({ secret, epoch: desk.platform.clock.now().getTime() / 1000 + steps * 30 });
  const enabled = await desk.call(member, enableTotp, { body: { code: code() } });
  // The code that has just been given counts no more.
  await desk.advance(30_000);
  return { secret, code, recoveryCodes: enabled.body.recoveryCodes };
}

/** What the audit log tells of this kind, the oldest first. */
export function told(desk: Desk, action: (typeof auditActions)[number]) {
  return desk.platform.database.handle
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.action, action))
    .orderBy(auditEntries.at);
}

/** A stream of changes over a real connection: injected requests do not stream. */
export async function openEvents({ http }: Pick<Desk, 'http'>, caller: Caller) {
  const closing = new AbortController();
  const { port } = http.server.address() as { port: number };
  const reply = await fetch(`http://127.0.0.1:${port}/api/events`, {
    headers: { authorization: `Bearer ${caller.bearer()}` },
    signal: closing.signal,
  });
  let text = '';
  const ended = read(reply).catch(() => {});
  return { ended, received: () => text, close: () => closing.abort() };

  async function read({ body }: Response): Promise<void> {
    const decoder = new TextDecoder();
    for await (const part of body ?? []) text += decoder.decode(part, { stream: true });
  }
}
