/** Scenario 8 of docs/scenarios.md: an invoice comes to the phone with its paper; the word that it is paid comes to the other phone. */
import { addInvoice, issueInvoice, readInvoice } from '../../contract/invoices.ts';
import { formatMoney } from '../../contract/money.ts';
import { claimPayment } from '../../contract/my-invoices.ts';
import { en } from '../../server/invoices/locales/en.ts';
import { ru } from '../../server/invoices/locales/ru.ts';
import { connectStaff } from '../connect.ts';
import { plain } from '../invoice-paper.ts';
import { newClient, newColleague } from '../people.ts';
import { expect, test } from '../test.ts';

test('Scenario 8: an invoice with its PDF and buttons, and "I have paid"', async ({
  page,
  phone: annaPhone,
  makePhone,
  product,
}) => {
  const { origin } = product;
  const once = annaPhone.number.slice(-6);
  const glebPhone = await makePhone({ firstName: 'Глеб', lastName: once });
  const anna = await newClient(origin, annaPhone, { name: 'Анна' });
  const gleb = await newColleague(origin, { name: `Глеб ${once}`, language: 'en' });
  await connectStaff(gleb, glebPhone);

  const item = {
    description: 'Ремонт',
    quantity: 1000,
    unit: 'ч',
    unitPrice: 150_000,
    taxRate: null,
  };
  const draft = await gleb.call(addInvoice, { body: { clientId: anna.id, items: [item] } });
  const params = { invoiceId: draft.id };
  const { number } = await gleb.call(issueInvoice, { params, body: { version: draft.version } });

  await page.goto(`/sandbox?phone=${annaPhone.id}`);
  const card = page.getByRole('article').filter({ hasText: `${ru.number} ${number}` });
  await expect(card.getByText(/\.pdf/)).toBeVisible();
  const sum = plain(formatMoney(150_000, 'RUB', 'ru'));
  expect(plain((await card.textContent()) ?? '')).toContain(sum);

  await anna.call(claimPayment, {
    params,
    body: { paidOn: product.now().toISOString().slice(0, 10), fileIds: [] },
  });
  const claimed = await glebPhone.receives(en['staff.claim']);
  expect(claimed.text).toContain(number);
  expect((await gleb.call(readInvoice, { params })).claims).toHaveLength(1);
});
