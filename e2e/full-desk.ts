/** Fills the desk with what is hardest to lay out: the longest names, subjects and words, and many of each. */
import { addClient } from '../contract/clients.ts';
import { uploadFile } from '../contract/files.ts';
import { inviteStaff } from '../contract/staff.ts';
import { addCannedAnswer, addTag } from '../contract/ticket-tools.ts';
import { answerTicket, openTicket, updateTicket } from '../contract/tickets.ts';
import type { DeskCall } from './desk-page.ts';

/** 64 characters. */
const name = 'Александра Достопримечательнова-Константинопольская-Южнопортовая';
const word = 'Превысокомногорассмотрительствующий';
/** 200 characters. */
const subject = `${word} лифт в четвёртом подъезде не едет `.repeat(4).slice(0, 200).trim();
const text = `${'А'.repeat(300)}\n\n${`${word} лифт. `.repeat(40)}\nhttps://example.com/${'a'.repeat(200)}`;
const address = 'longest.address.of.all.people@subdomain.of.a.long.company.example.com';
const table =
  'Очень длинное название файла с показаниями счётчиков четвёртого подъезда за весь год.csv';

type SendFile = (name: string, text: string) => Promise<string>;

export interface FullDesk {
  clientId: string;
  /** Of the ticket with everything in it. */
  ticket: number;
}

/** `once` tells this desk's people and tickets from those of others. */
export async function fillDesk(
  call: DeskCall,
  { once, sendFile }: { once: string; sendFile: SendFile },
): Promise<FullDesk> {
  const longName = longNameWith(once);
  const { id: clientId } = await call(addClient, {
    body: { name: longName, phone: `+792655${once}`, email: address, note: text.slice(0, 900) },
  });
  const tags = await Promise.all(
    (['red', 'blue', 'violet', 'green'] as const).map((colour) =>
      call(addTag, { body: { name: `${colour} ${word}`.slice(0, 33) + once, colour } }),
    ),
  );
  await call(addCannedAnswer, {
    body: { title: `${word} ${word} ${once}`.slice(0, 80), text },
  });
  await call(inviteStaff, {
    body: { name: longName, email: `x${once}.${address}`, role: 'agent', sees: 'own' },
  });
  const tagIds = tags.map(({ id }) => id);
  return { clientId, ticket: await fillTickets(call, { clientId, tagIds, sendFile }) };
}

/** A dozen tickets of one client; gives back the number of one with everything in it. */
export async function fillTickets(
  call: DeskCall,
  given: { clientId: string; tagIds?: string[]; sendFile: SendFile },
): Promise<number> {
  const { clientId, tagIds = [], sendFile } = given;
  const priorities = ['urgent', 'high', 'normal', 'low'] as const;
  for (let row = 0; row < 12; row++) {
    await call(openTicket, {
      body: {
        ...{ clientId, text, subject: row % 3 ? subject : `Короткая тема ${row}` },
        ...{ priority: priorities[row % 4] ?? 'normal', tagIds: row % 3 ? tagIds : [] },
      },
    });
  }
  const fileIds = [await sendFile(table, 'a;b'), await sendFile('заметки.txt', 'текст')];
  const { id, number } = await call(openTicket, {
    body: { clientId, subject, text, tagIds, priority: 'urgent', fileIds },
  });
  const params = { ticketId: id };
  await call(answerTicket, { params, body: { kind: 'note', text: `${word} `.repeat(60) } });
  await call(answerTicket, { params, body: { kind: 'message', text, status: 'waiting' } });
  await call(updateTicket, { params, body: { priority: 'low' } });
  return number;
}

/** As long as a name may be. */
export function longNameWith(once: string): string {
  return `${name.slice(0, -once.length - 1)} ${once}`;
}

/** Sends a file as the page does; gives back its id. */
export async function sendFileTo(
  origin: string,
  { token, name, text }: { token: string; name: string; text: string },
): Promise<string> {
  const body = new FormData();
  body.append('file', new Blob([text]), name);
  const headers = { authorization: `Bearer ${token}` };
  const reply = await fetch(`${origin}${uploadFile.path}`, { method: 'POST', headers, body });
  return uploadFile.reply.parse(await reply.json()).id;
}
