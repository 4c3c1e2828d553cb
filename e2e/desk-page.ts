/** The desk as its people use it, and what they prepare for it as a program would. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { Endpoint, Reply } from '../contract/endpoint.ts';
import { staffSignIn } from '../contract/staff-session.ts';
import { staffCast } from '../server/cast/people.ts';
import { ru as clients } from '../web/admin/clients/locales/ru.ts';
import { ru as frame } from '../web/admin/frame/locales/ru.ts';
import { ru as profile } from '../web/admin/profile/locales/ru.ts';
import { ru as queue } from '../web/admin/queue/locales/ru.ts';
import { ru as settings } from '../web/admin/settings/locales/ru.ts';
import { ru as signIn } from '../web/admin/sign-in/locales/ru.ts';
import { ru as staff } from '../web/admin/staff/locales/ru.ts';
import { ru as ticket } from '../web/admin/ticket/locales/ru.ts';
import { ru as tokens } from '../web/admin/tokens/locales/ru.ts';
import { ru as portal } from '../web/portal/locales/ru.ts';
import { ru as talk } from '../web/ui/conversation/locales/ru.ts';
import { ru as ui } from '../web/ui/locales/ru.ts';
import { ask, type Input } from './ask.ts';

/** The words of the desk and the portal, by the part that says them. */
export const words = {
  clients,
  frame,
  portal,
  profile,
  queue,
  settings,
  signIn,
  staff,
  talk,
  ticket,
  tokens,
  ui,
};

export const cast = { olga: staffCast[0], boris: staffCast[1], vera: staffCast[2] };

export type Name = keyof typeof cast;

/** Enters by the panel of the demonstration, and goes on to the page that was asked for. */
export async function enterAs(page: Page, who: Name, address = '/admin'): Promise<void> {
  await page.goto(address);
  await page.getByRole('button', { name: cast[who].email }).click();
  await expect(page.getByRole('navigation', { name: words.frame.navigation })).toBeVisible();
}

/** Enters by the form, as somebody who is not of the cast, and goes on to the page that was asked for. */
export async function signInAs(
  page: Page,
  { email, password }: { email: string; password: string },
  address = '/admin',
): Promise<void> {
  await page.goto(address);
  await page.getByLabel(words.signIn.email).fill(email);
  await page.getByLabel(words.signIn.password, { exact: true }).fill(password);
  await page.getByRole('button', { name: words.signIn.enter, exact: true }).click();
  await expect(page.getByRole('navigation', { name: words.frame.navigation })).toBeVisible();
}

/** Gives the password that a sensitive change asks for. */
export async function givePassword(page: Page, password: string): Promise<void> {
  const question = page.getByRole('dialog', { name: words.ui.password_again });
  await question.getByLabel(words.ui.password, { exact: true }).fill(password);
  await question.getByRole('button', { name: words.ui.confirm }).click();
  await expect(question).toBeHidden();
}

/** A row of the queue that the page has open; what came while it was read is asked for first. */
export async function expectInQueue(page: Page, subject: string): Promise<Locator> {
  const row = page.getByRole('link', { name: subject });
  const fresh = page.getByRole('status').getByRole('button');
  await expect(row.or(fresh).first()).toBeVisible();
  if (!(await row.isVisible())) await fresh.click();
  await expect(row).toBeVisible();
  return row;
}

/** Changes the status of the ticket on the page by its menu. */
export async function setStatus(page: Page, status: string): Promise<void> {
  await page.getByRole('button', { name: statusButton() }).click();
  await page.getByRole('menuitem', { name: status }).click();
}

/** The button that says the status and changes it. */
export function statusButton(status = ''): RegExp {
  const [before = '', after = ''] = words.ticket.status_change.split('{{status}}');
  return new RegExp(`^${before}${status || '.*'}${after}$`);
}

/** Calls by the contract as a member of the cast. */
export type DeskCall = <E extends Endpoint>(endpoint: E, input?: Input<E>) => Promise<Reply<E>>;

export async function callAs(
  origin: string,
  who: Name,
): Promise<{ call: DeskCall; token: string }> {
  const { email, password } = cast[who];
  const { token = '' } = await ask(origin, staffSignIn, { body: { email, password } });
  return { token, call: (endpoint, input) => ask(origin, endpoint, { ...input, token }) };
}

/**
 * Everything that a page is told from now on, replies and live events; to be called before it is
 * opened.
 */
export async function overhear(
  page: Page,
): Promise<{ since(mark?: number): string; mark(): number }> {
  const parts: string[] = [];
  await page.exposeFunction('overheard', (part: string) => void parts.push(part));
  await page.addInitScript({
    content: `
      const plain = globalThis.fetch;
      globalThis.fetch = async (...asked) => {
        const reply = await plain(...asked);
        listen(reply.clone());
        return reply;
      };
      async function listen({ body }) {
        const decoder = new TextDecoder();
        try {
          for await (const part of body) overheard(decoder.decode(part, { stream: true }));
        } catch {}
      }
    `,
  });
  return { since: (mark = 0) => parts.slice(mark).join(''), mark: () => parts.length };
}
