/** Every kind of news, with two clients and two of the staff: each hears what is theirs, in their language, and nobody anything else. */
import { sendToClient } from '../../contract/custom-messages.ts';
import {
  addInvoice,
  confirmClaim,
  issueInvoice,
  rejectClaim,
  voidInvoice,
} from '../../contract/invoices.ts';
import { claimPayment } from '../../contract/my-invoices.ts';
import { answerMyTicket, openMyTicket } from '../../contract/my-tickets.ts';
import { answerTicket, openTicket, updateTicket } from '../../contract/tickets.ts';
import { en as invoiceEn } from '../../server/invoices/locales/en.ts';
import { ru as invoiceRu } from '../../server/invoices/locales/ru.ts';
import { en } from '../../server/tickets/locales/en.ts';
import { ru } from '../../server/tickets/locales/ru.ts';
import { connectStaff } from '../connect.ts';
import { test } from '../own-product.ts';
import { newClient, newColleague } from '../people.ts';
import type { Phone } from '../phone.ts';
import { expect } from '../test.ts';

const hour = 3_600_000;
const day = 24 * hour;

type Heard = Partial<Record<'anna' | 'agatha' | 'gleb' | 'grace', (string | RegExp)[]>>;

test('every kind of news reaches the right person only, in their language', async ({
  product,
  makePhone,
}) => {
  const { origin } = product;
  // Noon in Moscow, so that each day is past the hour from which reminders go out.
  await product.advance(day - ((product.now().getTime() - 9 * hour) % day));
  const phones = {
    anna: await makePhone({ firstName: 'Анна', username: 'anna_news' }),
    agatha: await makePhone({ firstName: 'Agatha', username: 'agatha_news', languageCode: 'en' }),
    gleb: await makePhone({ firstName: 'Глеб', username: 'gleb_news' }),
    grace: await makePhone({ firstName: 'Grace', username: 'grace_news', languageCode: 'en' }),
  };
  const anna = await newClient(origin, phones.anna, { name: 'Анна' });
  const agatha = await newClient(origin, phones.agatha, { name: 'Agatha', language: 'en' });
  const gleb = await newColleague(origin, { name: 'Глеб' });
  const grace = await newColleague(origin, { name: 'Grace', role: 'admin', language: 'en' });
  await connectStaff(gleb, phones.gleb);
  await connectStaff(grace, phones.grace);
  const before = Object.fromEntries(
    await Promise.all(
      Object.entries(phones).map(async ([who, phone]) => [who, (await textsOf(phone)).length]),
    ),
  );
  const all: Record<keyof Heard, (string | RegExp)[]> = {
    anna: [],
    agatha: [],
    gleb: [],
    grace: [],
  };

  /** What has come to each so far, to the last message: whoever is not named has heard nothing new. */
  async function hear(heard: Heard): Promise<void> {
    for (const who of Object.keys(phones) as (keyof Heard)[]) {
      all[who].push(...(heard[who] ?? []));
      const news = async () => (await textsOf(phones[who])).slice(before[who]);
      await expect.poll(async () => (await news()).length, who).toBe(all[who].length);
      for (const [index, text] of (await news()).entries()) {
        expect(text, who).toMatch(all[who][index] ?? /nothing/);
      }
    }
    // What follows within seconds would come in one message with it.
    await product.advance(10_000);
  }

  const lift = { subject: 'Скрипит лифт', text: 'Со вчерашнего дня.' };
  const { id: liftId } = await anna.call(openMyTicket, { body: lift });
  await hear({
    anna: [ru.received],
    gleb: [ru['staff.new_ticket']],
    grace: [en['staff.new_ticket']],
  });
  const lamp = { subject: 'No light', text: 'In the hall.' };
  const { id: lampId } = await agatha.call(openMyTicket, { body: lamp });
  await hear({
    agatha: [en.received],
    gleb: [ru['staff.new_ticket']],
    grace: [en['staff.new_ticket']],
  });

  await grace.call(updateTicket, { params: { ticketId: liftId }, body: { assigneeId: gleb.id } });
  await hear({ gleb: [ru['staff.assigned']] });
  await gleb.call(answerTicket, {
    params: { ticketId: liftId },
    body: { kind: 'message', text: 'Мастер едет.', fileIds: [] },
  });
  await hear({ anna: ['Мастер едет.'] });
  await anna.call(answerMyTicket, {
    params: { ticketId: liftId },
    body: { text: 'Спасибо, жду.', fileIds: [] },
  });
  await hear({ gleb: ['Спасибо, жду.'] });
  await grace.call(answerTicket, {
    params: { ticketId: liftId },
    body: { kind: 'note', text: 'She has called twice.', fileIds: [] },
  });
  await hear({ gleb: ['She has called twice.'] });

  await grace.call(updateTicket, { params: { ticketId: lampId }, body: { assigneeId: grace.id } });
  for (const status of ['waiting', 'resolved', 'closed'] as const) {
    await grace.call(updateTicket, { params: { ticketId: lampId }, body: { status } });
    await hear({ agatha: [en[`status.${status}`]] });
  }
  await gleb.call(openTicket, {
    body: {
      ...{ clientId: agatha.id, subject: 'Meters', text: 'Please send the figures.' },
      ...{ fileIds: [], assigneeId: grace.id },
    },
  });
  await hear({ agatha: [en.opened], grace: [en['staff.assigned']] });

  const today = () => product.now().toISOString().slice(0, 10);
  const dueOn = new Date(product.now().getTime() + 5 * day).toISOString().slice(0, 10);
  const bill = async (clientId: string) => {
    const item = {
      description: 'Lamp',
      quantity: 1000,
      unit: '',
      unitPrice: 90_000,
      taxRate: null,
    };
    const { id, version } = await gleb.call(addInvoice, {
      body: { clientId, items: [item], dueOn },
    });
    await gleb.call(issueInvoice, { params: { invoiceId: id }, body: { version } });
    return id;
  };
  const paidId = await bill(anna.id);
  await hear({ anna: [invoiceRu.number] });
  await bill(agatha.id);
  await hear({ agatha: [invoiceEn.number] });
  const { id: claimId } = await anna.call(claimPayment, {
    params: { invoiceId: paidId },
    body: { paidOn: today(), fileIds: [] },
  });
  await hear({ gleb: [invoiceRu['staff.claim']], grace: [invoiceEn['staff.claim']] });
  await gleb.call(confirmClaim, {
    params: { invoiceId: paidId, claimId },
    body: { amount: 90_000, paidOn: today() },
  });
  await hear({ anna: [/поступила полностью/] });
  const doubtedId = await bill(anna.id);
  await hear({ anna: [invoiceRu.number] });
  const doubted = await anna.call(claimPayment, {
    params: { invoiceId: doubtedId },
    body: { paidOn: today(), fileIds: [] },
  });
  await hear({ gleb: [invoiceRu['staff.claim']], grace: [invoiceEn['staff.claim']] });
  await gleb.call(rejectClaim, {
    params: { invoiceId: doubtedId, claimId: doubted.id },
    body: { reason: 'Её нет в выписке.' },
  });
  await hear({ anna: ['Её нет в выписке.'] });
  await gleb.call(voidInvoice, {
    params: { invoiceId: doubtedId },
    body: { reason: 'Выставлен по ошибке.' },
  });
  await hear({ anna: [invoiceRu.voided] });
  await gleb.call(sendToClient, {
    params: { clientId: agatha.id },
    body: { message: 'We are closed tomorrow.', fileIds: [] },
  });
  await hear({ agatha: ['We are closed tomorrow.'] });

  await phones.anna.block();
  await hear({ gleb: [ru['staff.client_blocked']] });
  await phones.anna.unblock();
  for (const [days, said] of [
    [2, invoiceEn.due_soon],
    [3, invoiceEn.due_today],
    [3, invoiceEn.overdue],
  ] as const) {
    await product.advance(days * day);
    await product.run('invoice-reminders');
    await hear({ agatha: [said.split('{{')[0] ?? ''] });
  }
  await product.advance(20 * day);
  await product.run('note-overdue');
  await hear({ gleb: [/просрочен/], grace: [/overdue/] });
});

async function textsOf(phone: Phone): Promise<string[]> {
  const { messages } = await phone.chat();
  return messages.filter(({ from }) => from === 'bot').map(({ text = '' }) => text);
}
