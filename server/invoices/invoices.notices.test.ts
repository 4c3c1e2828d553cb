/** The words, buttons and places of what clients are told of their invoices. */
import { expect, test } from 'vitest';
import { type InvoiceNews, invoiceNotice } from './invoices.notices.ts';
import type { Invoice } from './invoices.policy.ts';

const invoice = {
  id: 'id',
  number: 17,
  numberText: 'СЧ-17',
  clientId: 'anna',
  currency: 'RUB',
  total: 123_450,
  paid: 0,
  issuedOn: '2026-11-21',
  dueOn: '2026-12-05',
} as Invoice;

function notice(
  given: Partial<InvoiceNews>,
  {
    language = 'ru',
    appUrl = 'https://help.example.com/',
  }: { language?: 'ru' | 'en'; appUrl?: string } = {},
) {
  const lane = { channel: 'telegram' as const, address: '1' };
  return invoiceNotice({ what: 'issued', invoice, key: 'k', ...given }, { lane, language, appUrl });
}

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

test('an issued invoice says number, sum and day in the language of the person', () => {
  expect(plain(notice({}).text.text)).toBe(
    '🧾 Счёт № СЧ-17\n\nК оплате: 1 234,50 ₽\n\nОплатите, пожалуйста, до 5 декабря 2026.',
  );
  expect(plain(notice({}, { language: 'en' }).text.text)).toBe(
    '🧾 Invoice No. СЧ-17\n\nTo pay: RUB 1,234.50\n\nPlease pay by December 5, 2026.',
  );
  const { text, entities } = notice({}).text;
  const [{ offset, length } = { offset: 0, length: 0 }] = entities ?? [];
  expect(text.slice(offset, offset + length)).toBe('Счёт № СЧ-17');
});

test('what is paid in part says what is left; what is paid, all of it', () => {
  const half = { ...invoice, paid: 23_450 };
  expect(plain(notice({ what: 'overdue', invoice: half }).text.text)).toContain(
    'Срок оплаты прошёл 5 декабря 2026. Если',
  );
  expect(plain(notice({ what: 'overdue', invoice: half }).text.text)).toContain(
    'Осталось оплатить: 1 000,00 ₽',
  );
  const paid = notice({ what: 'paid', invoice: { ...invoice, paid: 123_450 } });
  expect(plain(paid.text.text)).toContain('Оплата 1 234,50 ₽ поступила полностью');
});

test('answers come before news, each is told once, and reminders do not come days late', () => {
  const ranks = (['issued', 'voided', 'due_soon', 'paid', 'claim_rejected'] as const).map(
    (what) => notice({ what }).rank,
  );
  expect(ranks).toEqual(['news', 'news', 'news', 'answer', 'answer']);
  expect(notice({}).key).toBe('invoice.issued:k');
  expect(notice({ what: 'due_today' }).lifeSeconds).toBe(172_800);
  expect(notice({}).lifeSeconds).toBeUndefined();
});

test('what people wrote is plain text, however long, and no template', () => {
  const reason = `$t(paid) {{sum}} <b>${'😀'.repeat(480)}`;
  const { text } = notice({ what: 'claim_rejected', reason }).text;
  expect(text).toContain(`Причина: ${reason}`);
  expect(text.length).toBeLessThan(4096);
  const odd = { ...invoice, numberText: '$t(paid)17' };
  expect(notice({ invoice: odd }).text.text).toContain('Счёт № $t(paid)17');
});

test('the buttons: to the invoice where Telegram takes the address, and the purpose where there is something to pay', () => {
  const open = {
    text: 'Открыть счёт',
    action: { url: 'https://help.example.com/portal/invoices/17' },
  };
  const copy = {
    text: 'Скопировать назначение платежа',
    action: { copy: 'Оплата по счёту № СЧ-17 от 21.11.2026' },
  };
  expect(notice({}).keyboard).toEqual({ inline: [[open], [copy]] });
  expect(notice({ what: 'paid' }).keyboard).toEqual({ inline: [[open]] });
  for (const appUrl of ['http://help.example.com', 'https://localhost:9022']) {
    expect(notice({}, { appUrl }).keyboard).toEqual({ inline: [[copy]] });
    expect(notice({ what: 'voided' }, { appUrl }).keyboard).toBeUndefined();
  }
  const longest = { ...invoice, numberText: `${'😀'.repeat(12)}999999999` };
  const { keyboard } = notice({ invoice: longest, what: 'due_soon' });
  const [last] = keyboard && 'inline' in keyboard ? (keyboard.inline.at(-1) ?? []) : [];
  const copied = last && 'copy' in last.action ? last.action.copy : '';
  expect(copied).toContain(longest.numberText);
  expect(copied.length).toBeLessThanOrEqual(256);
});

test('a new invoice brings its paper; the rest may be told together, under its title', () => {
  const issued = notice({});
  expect(issued.file).toEqual({ source: 'invoice', id: 'id', as: 'document' });
  expect(issued.fold).toBeUndefined();
  // Under a file Telegram takes 1,024 characters.
  expect(issued.text.text.length).toBeLessThan(1024);
  const paid = notice({ what: 'paid' });
  expect(paid.file).toBeUndefined();
  expect(paid.fold?.title.text).toBe('Счёт № СЧ-17');
  expect(paid.text.text).toBe(`✅ Счёт № СЧ-17\n\n${paid.fold?.body.text}`);
});

test('what a client may switch off: invoices, payments and reminders apart', () => {
  const kinds = [
    'issued',
    'voided',
    'paid',
    'claim_rejected',
    'due_soon',
    'due_today',
    'overdue',
  ] as const;
  expect(kinds.map((what) => notice({ what }).topic)).toEqual([
    ...['invoices', 'invoices', 'payments', 'payments'],
    ...['reminders', 'reminders', 'reminders'],
  ]);
});

test('where the seller names an account, all that the bank asks for is copied', () => {
  const account = '40702810138250123017';
  const seller = {
    name: 'Отклик',
    legalName: '',
    inn: '',
    kpp: '',
    bank: '',
    bik: '044525225',
    account,
  };
  const rest = {
    address: '',
    correspondentAccount: '',
    otherDetails: '',
    director: '',
    accountant: '',
  };
  const { keyboard } = notice({ invoice: { ...invoice, seller: { ...seller, ...rest } } });
  const [button] = keyboard && 'inline' in keyboard ? (keyboard.inline.at(-1) ?? []) : [];
  expect(button?.text).toBe('Скопировать реквизиты');
  expect(plain(button && 'copy' in button.action ? button.action.copy : '')).toBe(
    `Отклик\nСчёт ${account}\nБИК 044525225\nСумма: 1 234,50 ₽\nОплата по счёту № СЧ-17 от 21.11.2026`,
  );
});
