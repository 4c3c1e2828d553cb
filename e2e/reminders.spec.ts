/** A month in which a client does not pay: reminded three times, each once, whatever dies, goes wrong or is moved meanwhile. */
import { listClients } from '../contract/clients.ts';
import { addInvoice, addPayment, issueInvoice, readInvoice } from '../contract/invoices.ts';
import { formatMoney } from '../contract/money.ts';
import { ru as says } from '../server/invoices/locales/ru.ts';
import { ru as desk } from '../web/admin/invoices/locales/ru.ts';
import { dayInFull } from '../web/lib/days.ts';
import { ru as invoice } from '../web/portal/invoices/locales/ru.ts';
import { callAs, enterAs } from './desk-page.ts';
import { plain } from './invoice-paper.ts';
import { test } from './own-product.ts';
import { signUpOn, words } from './sign-up-page.ts';
import { expect } from './test.ts';

const hour = 3_600_000;
const day = 24 * hour;
const total = 1_609_550;
const sum = plain(formatMoney(total, 'RUB', 'ru'));

test('three days before, on the day and three days after: three reminders in a month, and no more', async ({
  page: anna,
  elsewhere,
  phone,
  product,
  telegram,
  allow,
}) => {
  // Between two looks of hers her sign-in has run out, and the server was gone.
  allow(/status of 401 /);
  allow(/net::ERR_/);
  const annaAt = signUpOn(anna);
  await annaAt.signIn(phone, 'Анна');
  await anna.getByRole('link', { name: words.ru.done_button }).click();
  await annaAt.expectPortal();

  // Noon in Moscow, so that each day is past the hour from which reminders go out.
  await product.advance(day - ((product.now().getTime() - 9 * hour) % day));
  const { call: boris } = await callAs(product.origin, 'boris');
  const { items: found } = await boris(listClients, { query: { search: phone.number } });
  const dueOn = dayOf(10);
  const due = dayInFull(dueOn, 'ru');
  const open = await issue();
  const settled = await issue();
  const issued = dayInFull(dayOf(0), 'ru');
  const told = { soon: says.due_soon, today: says.due_today, late: says.overdue };
  const texts = Object.entries(told).map(
    ([kind, text]) => [kind, plain(text.replace('{{day}}', due))] as const,
  );
  /** What stands on the phone after so many days. */
  const expected = (passed: number) => [
    'issued',
    ...(passed >= 7 ? ['soon'] : []),
    ...(passed >= 10 ? ['today'] : []),
    ...(passed >= 13 ? ['late'] : []),
  ];
  let passed = 0;

  await test.step('until the third day before, nothing', async () => {
    await expect.poll(() => heardOf(open)).toEqual(['issued']);
    await livesUntil(4);
    const { call } = await callAs(product.origin, 'boris');
    const params = { invoiceId: settled.id };
    const body = { amount: total, paidOn: dayOf(0), method: 'bank' } as const;
    await call(addPayment, { params, body });
    await expect.poll(() => heardOf(settled)).toEqual(['issued', 'paid']);
    await livesUntil(6);
    await anna.goto(`/portal/invoices/${open.id}`);
    await expect(anna.getByText(invoice.about_to_pay.replace('{{day}}', due))).toBeVisible();
  });

  await test.step('then the first; the second is kept while Telegram fails and the server is killed, and comes once', async () => {
    await livesUntil(9);
    await telegram.fail({ method: 'sendMessage', action: 'error', code: 500 });
    const before = (await telegram.sends(phone)).length;
    await product.advance(day);
    passed += 1;
    await remind();
    const tried = async () => (await telegram.sends(phone)).length;
    await expect.poll(tried).toBeGreaterThan(before);
    expect(await heardOf(open)).toEqual(expected(9));
    // What is under way at this moment might come twice: of that `kill.spec.ts` tells.
    await product.advance(0);
    await product.kill();
    // The sandbox has forgotten its faults.
    await product.startAgain();
    await remind();
    // The pause after a refusal.
    await product.advance(hour);
    await expect.poll(() => heardOf(open)).toEqual(expected(10));
    await product.advance(-hour);
    await anna.goto('/portal/invoices');
    const row = anna.getByRole('link', {
      name: invoice.invoice.replace('{{number}}', open.number),
    });
    await expect(row).toContainText(invoice.state_to_pay);
    await expect(row).toContainText(due);
  });

  await test.step('the day after, the portal says that it is overdue; the third comes two days later', async () => {
    await livesUntil(11);
    await anna.goto('/portal/invoices');
    const row = anna.getByRole('link', {
      name: invoice.invoice.replace('{{number}}', open.number),
    });
    await expect(row).toContainText(invoice.state_overdue);
    await row.click();
    await expect(anna.getByText(invoice.about_overdue.replace('{{day}}', due))).toBeVisible();
    await livesUntil(13);
  });

  await test.step('a clock that goes back, and the rest of the month, bring nothing more', async () => {
    await product.advance(-4 * day);
    await remind();
    await product.advance(4 * day);
    await livesUntil(31);
    expect(await heardOf(settled)).toEqual(['issued', 'paid']);
  });

  await test.step('Boris reads of the three, and what is still to be paid', async () => {
    const boris = await elsewhere();
    await enterAs(boris, 'boris', `/admin/invoices/${open.id}`);
    const facts = boris.getByRole('region', { name: desk.facts });
    await expect(facts).toContainText(plain(issued));
    const items = facts.getByRole('listitem');
    await expect(items).toHaveCount(3);
    for (const [place, which] of [
      desk.reminder_before_few.replace('{{count}}', '3'),
      desk.reminder_day,
      desk.reminder_after_few.replace('{{count}}', '3'),
    ].entries()) {
      await expect(items.nth(place)).toContainText(which);
    }
    const { call } = await callAs(product.origin, 'boris');
    const { reminders, overdue } = await call(readInvoice, { params: { invoiceId: open.id } });
    expect(overdue).toBe(true);
    expect(reminders).toEqual([
      { days: -3, on: shifted(dueOn, -3) },
      { days: 0, on: dueOn },
      { days: 3, on: shifted(dueOn, 3) },
    ]);
  });

  async function issue(): Promise<{ id: string; number: string }> {
    const clientId = found[0]?.id ?? '';
    const item = { description: 'Обслуживание', quantity: 1000, unit: 'мес.', taxRate: null };
    const items = [{ ...item, unitPrice: total }];
    const { id, version } = await boris(addInvoice, { body: { clientId, items, dueOn } });
    const params = { invoiceId: id };
    return { id, ...(await boris(issueInvoice, { params, body: { version } })) };
  }

  /** Each day the job runs, as it does every few minutes. */
  async function livesUntil(days: number): Promise<void> {
    while (passed < days) {
      await product.advance(day);
      passed += 1;
      await remind();
      await remind();
      await expect.poll(() => heardOf(open), `After ${passed} days`).toEqual(expected(passed));
    }
  }

  function remind(): Promise<void> {
    return product.run('invoice-reminders');
  }

  /** What the bot has said of this invoice, in order, each with the sum that is to be paid. */
  async function heardOf({ number }: { number: string }): Promise<string[]> {
    const { messages } = await phone.chat();
    const said = messages
      .map(({ from, text = '' }) => (from === 'bot' ? plain(text) : ''))
      .filter((text) => text.includes(`${says.number} ${number} `));
    expect(said.filter((text) => !text.includes(sum))).toEqual([]);
    return said.map((text) => {
      const [kind] = texts.find(([, words]) => text.includes(words)) ?? [];
      if (kind) return kind;
      return text.includes(plain(says.paid.replace('{{sum}}', sum))) ? 'paid' : 'issued';
    });
  }

  function dayOf(ahead: number): string {
    return shifted(product.now().toISOString().slice(0, 10), ahead);
  }
});

function shifted(from: string, days: number): string {
  return new Date(Date.parse(from) + days * day).toISOString().slice(0, 10);
}
