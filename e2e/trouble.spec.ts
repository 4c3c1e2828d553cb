import { codesIn, type Phone, type Telegram } from './phone.ts';
import { signUpOn, words } from './sign-up-page.ts';
import { expect, test } from './test.ts';

const t = words.ru;
// Up to the name of the bot: what comes before tells that it is blocked, what follows what to do.
const unreachable = t.delivery_unreachable.split('{{bot}}')[0] ?? '';
const unblockIt = t.delivery_unreachable.split('{{bot}}')[1] ?? '';

test.beforeEach(async ({ page }) => {
  await page.clock.install();
});

test('who has blocked the bot is told how to unblock it, and then gets the code', async ({
  page,
  phone,
  telegram,
  pass,
}) => {
  const site = signUpOn(page);
  await phone.open(await site.begin());
  await phone.receives('поделитесь контактом');
  // Holds the code back until the bot is blocked.
  await beBusy({ telegram, phone, seconds: 60 });
  await phone.shareContact();
  await expectRefusal({ telegram, phone });
  await phone.block();
  await expect(page.getByText(unreachable)).toBeVisible();
  await expect(page.getByText(unblockIt)).toBeVisible();

  await phone.unblock();
  await expect(page.getByText(t.delivery_waiting)).toBeVisible();
  await pass(61_000, page);
  await expect(page.getByText(t.delivery_delivered)).toBeVisible();
  await site.typeCode(await phone.code());
  await expect(site.heading(t.done_title)).toBeVisible();
  expect(await phone.codes()).toHaveLength(1);
});

test('who blocks the bot before sharing the contact is told so on the page that waits', async ({
  page,
  phone,
}) => {
  const site = signUpOn(page);
  await phone.open(await site.begin());
  await phone.receives('поделитесь контактом');
  const told = page.getByText(t.bot_blocked.split('{{bot}}')[1] ?? '');
  await phone.block();
  await expect(told).toBeVisible();
  await phone.unblock();
  await expect(told).toBeHidden();
});

test('who blocked the bot unnoticed may ask for a new code after unblocking it', async ({
  page,
  phone,
  telegram,
  pass,
}) => {
  const site = signUpOn(page);
  await phone.open(await site.begin());
  await phone.receives('поделитесь контактом');
  const description = 'Forbidden: bot was blocked by the user';
  const blocked = { action: 'error', code: 403, description } as const;
  await telegram.fail({ ...blocked, method: 'sendMessage', phoneId: phone.id });
  await phone.shareContact();
  await expect(page.getByText(unreachable)).toBeVisible();

  await telegram.recover();
  await pass(31_000, page);
  await site.button(t.resend).click();
  await expect(page.getByText(t.delivery_delivered)).toBeVisible();
  await site.typeCode(await phone.code());
  await expect(site.heading(t.done_title)).toBeVisible();
  expect(await phone.codes()).toHaveLength(1);
});

test('when Telegram asks for patience, the code comes after exactly that long', async ({
  page,
  phone,
  telegram,
  pass,
}) => {
  const site = signUpOn(page);
  await phone.open(await site.begin());
  await phone.receives('поделитесь контактом');
  await beBusy({ telegram, phone, seconds: 20 });
  await phone.shareContact();
  await expectRefusal({ telegram, phone });
  await expect(page.getByText(t.delivery_waiting)).toBeVisible();
  await pass(21_000, page);
  await expect(page.getByText(t.delivery_delivered)).toBeVisible();
  await site.typeCode(await phone.code());
  await expect(site.heading(t.done_title)).toBeVisible();

  const [refused, sent, ...more] = codesIn(await telegram.sends(phone));
  expect([refused?.status, sent?.status, more.length]).toEqual([429, 200, 0]);
  const waited = Date.parse(sent?.at ?? '') - Date.parse(refused?.at ?? '');
  expect(waited).toBeGreaterThanOrEqual(20_000);
});

test('when Telegram breaks, the code is tried again until it is through', async ({
  page,
  phone,
  telegram,
}) => {
  const site = signUpOn(page);
  await phone.open(await site.begin());
  await phone.receives('поделитесь контактом');
  const broken = { action: 'error', code: 500, times: 2 } as const;
  await telegram.fail({ ...broken, method: 'sendMessage', phoneId: phone.id });
  await phone.shareContact();
  await expect(page.getByText(t.delivery_delivered)).toBeVisible();
  await site.typeCode(await phone.code());
  await expect(site.heading(t.done_title)).toBeVisible();
  const statuses = codesIn(await telegram.sends(phone)).map(({ status }) => status);
  expect(statuses).toEqual([500, 500, 200]);
});

test('when the answer is lost, the code is not sent twice, and the one that came is good', async ({
  page,
  phone,
  telegram,
}) => {
  const site = signUpOn(page);
  await phone.open(await site.begin());
  await phone.receives('поделитесь контактом');
  const lost = { action: 'drop', mode: 'after', times: 1 } as const;
  await telegram.fail({ ...lost, method: 'sendMessage', phoneId: phone.id });
  await phone.shareContact();
  await expect(page.getByText(t.delivery_uncertain)).toBeVisible();
  // The lane goes on behind it: had the code been due once more, it would have gone first.
  await phone.receives('Контакт получен');
  await site.typeCode(await phone.code());
  await expect(site.heading(t.done_title)).toBeVisible();
  expect(codesIn(await telegram.sends(phone))).toHaveLength(1);
});

test('when nobody knows whether the code arrived, a new one may be asked for', async ({
  page,
  phone,
  telegram,
  pass,
}) => {
  const site = signUpOn(page);
  await phone.open(await site.begin());
  await phone.receives('поделитесь контактом');
  const lost = { action: 'drop', mode: 'before', times: 1 } as const;
  await telegram.fail({ ...lost, method: 'sendMessage', phoneId: phone.id });
  await phone.shareContact();
  await expect(page.getByText(t.delivery_uncertain)).toBeVisible();
  await phone.receives('Контакт получен');
  expect(await phone.codes()).toEqual([]);

  await pass(31_000, page);
  await site.button(t.resend).click();
  await expect(page.getByText(t.delivery_delivered)).toBeVisible();
  await site.typeCode(await phone.code());
  await expect(site.heading(t.done_title)).toBeVisible();
  const carried = codesIn(await telegram.sends(phone)).map(({ params }) => params.text);
  expect(new Set(carried).size).toBe(2);
  expect(carried).toHaveLength(2);
});

interface Busy {
  telegram: Telegram;
  phone: Phone;
}

/** The next message to this phone is put off. */
async function beBusy({ telegram, phone, seconds }: Busy & { seconds: number }): Promise<void> {
  const busy = { action: 'error', code: 429, retryAfter: seconds, times: 1 } as const;
  await telegram.fail({ ...busy, method: 'sendMessage', phoneId: phone.id });
}

/** Waits until the code has met it. */
async function expectRefusal({ telegram, phone }: Busy): Promise<void> {
  const statuses = async () => codesIn(await telegram.sends(phone)).map(({ status }) => status);
  await expect.poll(statuses).toEqual([429]);
}
