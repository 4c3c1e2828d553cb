import type { Page } from '@playwright/test';
import { checkStatus, signUpEvents } from '../contract/sign-up.ts';
import { phoneForm } from '../web/lib/phone-form.ts';
import { signUpOn, words } from './sign-up-page.ts';
import { expect, test } from './test.ts';

const t = words.ru;

test('of two browsers the one goes on whose link was opened last', async ({
  page,
  phone,
  elsewhere,
}) => {
  const desk = signUpOn(page);
  await phone.open(await desk.begin());
  await expect(page.getByText(t.opened)).toBeVisible();

  const pocket = signUpOn(await elsewhere());
  await phone.open(await pocket.begin());
  await expect(desk.heading(t.taken_title)).toBeVisible();

  await phone.shareContact();
  await pocket.expectCode();
  await pocket.typeCode(await phone.code());
  await expect(pocket.heading(t.done_title)).toBeVisible();
  await expect(desk.heading(t.taken_title)).toBeVisible();
});

test('another browser learns nothing from the link, not even that it exists', async ({
  page,
  phone,
  elsewhere,
  allow,
}) => {
  allow(/status of 404 .*\/auth\//);
  // It asks whether another of its tabs has finished.
  allow(/status of 401 .*\/auth\/refresh/);
  const link = await signUpOn(page).begin();
  const sessionId = new URL(link, page.url()).searchParams.get('start') ?? '';
  await phone.open(link);
  await expect(page.getByText(t.opened)).toBeVisible();

  const foreign = await elsewhere();
  const kept = await page.evaluate<string>('JSON.stringify(localStorage)');
  await foreign.addInitScript({ content: `Object.assign(localStorage, ${kept})` });
  await foreign.goto('/');
  await expect(signUpOn(foreign).heading(t.lost_title)).toBeVisible();

  const unknown = `${sessionId.slice(0, -3)}AAA`;
  for (const id of [sessionId, unknown, 'anything']) {
    const asked = await foreign.request.post(checkStatus.path, { data: { sessionId: id } });
    expect(asked.status()).toBe(404);
    const followed = await foreign.request.get(signUpEvents.path, { params: { sessionId: id } });
    expect(followed.status()).toBe(404);
    expect(await followed.json()).toEqual(await asked.json());
  }
  await phone.shareContact();
  await signUpOn(page).expectCode();
});

test('a second person in Telegram is told that the link is taken', async ({
  page,
  phone,
  makePhone,
}) => {
  const site = signUpOn(page);
  const link = await site.begin();
  await phone.open(link);
  await expect(page.getByText(t.opened)).toBeVisible();

  const stranger = await makePhone({ firstName: 'Глеб' });
  await stranger.open(link);
  await stranger.receives('Эту ссылку уже открыл кто-то другой');

  await phone.shareContact();
  await expect(page.getByText(phoneForm(phone.number))).toBeVisible();
  await site.typeCode(await phone.code());
  await expect(site.heading(t.done_title)).toBeVisible();
});

test('of two tabs both are in when one has finished, and both out when one signs out', async ({
  page,
  phone,
  allow,
}) => {
  // A tab that hears of the end asks whether it really is the end.
  allow(/status of 401 .*\/auth\/refresh/);
  const one = signUpOn(page);
  await phone.open(await one.begin());
  const second = await page.context().newPage();
  const other = signUpOn(second);
  await second.goto('/');
  await expect(second.getByText(t.opened)).toBeVisible();
  await phone.shareContact();
  await one.expectCode();
  await other.expectCode();

  await one.typeCode(await phone.code());
  await expect(one.heading(t.done_title)).toBeVisible();
  await other.expectPortal();

  await page.getByRole('link', { name: t.done_button }).click();
  await one.expectPortal();
  await second.getByRole('link', { name: t['portal.place_profile'] }).click();
  await other.button(t['portal.sign_out']).click();
  await expect(other.heading(t.name_title)).toBeVisible();
  await expect(one.heading(t.name_title)).toBeVisible();
});

test('a reload goes on at the same step', async ({ page, phone }) => {
  const site = signUpOn(page);
  const link = await site.begin();
  await page.reload();
  await expect(page.getByText(t.waiting)).toBeVisible();
  expect(await site.link()).toBe(link);

  await phone.open(link);
  await expect(page.getByText(t.opened)).toBeVisible();
  await page.reload();
  await expect(page.getByText(t.opened)).toBeVisible();

  await phone.shareContact();
  await site.expectCode();
  await page.reload();
  await site.expectCode();
  await expect(page.getByText(phoneForm(phone.number))).toBeVisible();

  await site.typeCode(await phone.code());
  await expect(site.heading(t.done_title)).toBeVisible();
  await page.reload();
  await site.expectPortal();
  await page.reload();
  await site.expectPortal();
});

test('where no stream comes through, the page asks every three seconds', async ({
  page,
  phone,
  allow,
}) => {
  allow(/net::ERR_FAILED .*\/auth\/telegram\/events/);
  await page.route(`**${signUpEvents.path}*`, (route) => route.abort());
  await page.clock.install();
  const site = signUpOn(page);
  const link = await site.begin();
  await expect(page.getByText(t.waiting)).toBeVisible();

  await page.clock.pauseAt(Date.now() + 60_000);
  const seconds = await secondsForQuestions(page, 4);
  // Nine between the first and the fourth, and up to three before; each may be noticed a step late.
  expect(seconds).toBeGreaterThanOrEqual(9);
  expect(seconds).toBeLessThanOrEqual(16);
  await page.clock.resume();

  await phone.open(link);
  await expect(page.getByText(t.opened)).toBeVisible();
  await phone.shareContact();
  await site.expectCode();
  await site.typeCode(await phone.code());
  await expect(site.heading(t.done_title)).toBeVisible();
});

/** How long, by the page's clock, until it has asked so many times. */
async function secondsForQuestions(page: Page, wanted: number): Promise<number> {
  let questions = 0;
  page.on('requestfinished', (request) => {
    if (request.url().endsWith(checkStatus.path)) questions += 1;
  });
  let seconds = 0;
  await expect(async () => {
    if (questions < wanted) {
      seconds += 1;
      await page.clock.runFor(1_000);
    }
    expect(questions).toBeGreaterThanOrEqual(wanted);
  }).toPass({ intervals: [200] });
  return seconds;
}
