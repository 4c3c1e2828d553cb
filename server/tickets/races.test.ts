/** Many at one ticket at once: nobody's words are lost. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Endpoint } from '../../contract/endpoint.ts';
import { answerMyTicket, closeMyTicket } from '../../contract/my-tickets.ts';
import { answerTicket, mergeTicket, updateTicket, updateTickets } from '../../contract/tickets.ts';
import { type Answer, type Desk, openDesk } from '../../testing/desk.ts';
import { entriesIn, eventsIn, opens, stored } from './tickets-test.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const many = 20;

type Result = Pick<Answer<Endpoint>, 'status' | 'error'>;

/** Each once, all at the same time. */
function atOnce(run: (n: number) => Promise<Result>): Promise<Result[]> {
  return Promise.all(Array.from({ length: many }, (_, n) => run(n)));
}

test('twenty answers, notes and messages at once are all kept, in one order', async () => {
  const ticket = await opens(desk);
  const params = { ticketId: ticket.id };
  const written = await atOnce((n) => {
    const text = `words ${n}`;
    if (n % 3 === 0) return desk.call(desk.anna, answerMyTicket, { params, body: { text } });
    const kind = n % 3 === 1 ? 'message' : 'note';
    const as = n % 2 === 0 ? desk.boris : desk.olga;
    return desk.call(as, answerTicket, { params, body: { kind, text } });
  });
  expect(written.map(({ status }) => status)).toEqual(Array(many).fill(200));
  const words = (await entriesIn(desk, ticket)).filter(({ text }) => text?.startsWith('words'));
  expect(new Set(words.map(({ text }) => text)).size).toBe(many);
  const last = words.findLast(({ kind }) => kind === 'message');
  const { unansweredSince } = await stored(desk, ticket);
  expect(unansweredSince === null).toBe(last?.authorKind !== 'client');
  // It was taken on by one of them alone.
  expect((await eventsIn(desk, ticket)).filter(([what]) => what === 'assigned')).toHaveLength(1);
});

test('of twenty who answer what they have all read, one does, and the others are told', async () => {
  const ticket = await opens(desk);
  const [first] = await entriesIn(desk, ticket);
  const colleagues = await Promise.all(
    Array.from({ length: many }, (_, n) => desk.addStaff({ name: `Colleague ${n}` })),
  );
  const answers = await Promise.all(
    colleagues.map((as) =>
      desk.call(as, answerTicket, {
        params: { ticketId: ticket.id },
        body: { kind: 'message', text: `I am ${as.name}`, seen: first?.position },
      }),
    ),
  );
  const refused = answers.filter(({ error }) => error?.code === 'ticket.newer_messages');
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(refused).toHaveLength(many - 1);
});

test('of twenty changes to one version one is made', async () => {
  const ticket = await opens(desk);
  const answers = await atOnce((n) =>
    desk.call(desk.boris, updateTicket, {
      params: { ticketId: ticket.id },
      body: { subject: `Subject ${n}`, version: 1 },
    }),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ error }) => error?.code === 'ticket.changed')).toHaveLength(many - 1);
  expect((await stored(desk, ticket)).version).toBe(2);
});

test('assignments at once, one by one and in bulk, follow each other without a gap', async () => {
  const tickets = [await opens(desk), await opens(desk), await opens(desk)];
  const staff = [desk.boris, desk.vera, desk.olga];
  const answers = await atOnce((n) => {
    const assigneeId = staff[n % 3]?.id;
    const items = tickets.map(({ id }) => ({ id, assigneeId }));
    // Half of them name the tickets the other way round.
    if (n % 2 === 0) items.reverse();
    return desk.call(desk.boris, updateTickets, { body: { items } });
  });
  expect(answers.map(({ status }) => status)).toEqual(Array(many).fill(200));
  for (const ticket of tickets) {
    const events = await eventsIn(desk, ticket);
    for (const [n, event] of events.entries()) expect(event[1]).toBe(events[n - 1]?.[2] ?? null);
    const last = staff.find(({ id }) => name(id) === events.at(-1)?.[2]);
    expect((await stored(desk, ticket)).assigneeId).toBe(last?.id);
    expect((await stored(desk, ticket)).version).toBe(events.length + 1);
  }

  function name(id: string): string | undefined {
    return staff.find((person) => person.id === id)?.name;
  }
});

test('merged both ways at once while people write, every word is in the one that is left', async () => {
  const one = await opens(desk, desk.anna, { text: 'words of one' });
  const other = await opens(desk, desk.anna, { text: 'words of other' });
  const answers = await atOnce((n) => {
    const [ticket, target] = n % 2 === 0 ? [one, other] : [other, one];
    const params = { ticketId: ticket.id };
    if (n === 6 || n === 7) {
      return desk.call(desk.boris, mergeTicket, { params, body: { intoId: target.id } });
    }
    const body = { kind: 'note', text: `words ${n}` };
    return desk.call(desk.olga, answerTicket, { params, body });
  });
  expect(new Set(answers.map(({ error }) => error?.code))).toEqual(
    new Set([undefined, 'ticket.merged']),
  );
  const merges = [answers[6], answers[7]];
  expect(merges.filter((answer) => answer?.status === 200)).toHaveLength(1);
  const gone = (await stored(desk, one)).mergedIntoId === null ? other : one;
  const left = gone === one ? other : one;
  const words = (await entriesIn(desk, left)).flatMap(({ text }) => text ?? []);
  const said = answers.flatMap(({ status }, n) =>
    status === 200 && n !== 6 && n !== 7 ? [`words ${n}`] : [],
  );
  expect(words.sort()).toEqual([...said, 'words of one', 'words of other'].sort());
  expect((await entriesIn(desk, gone)).every(({ text }) => text === null)).toBe(true);
});

test('a client who closes while staff answer: either the answer is in, or staff are told', async () => {
  const ticket = await opens(desk);
  const params = { ticketId: ticket.id };
  const [, ...answers] = await Promise.all([
    desk.call(desk.anna, closeMyTicket, { params }),
    ...Array.from({ length: many }, (_, n) =>
      desk.call(desk.boris, answerTicket, {
        params,
        body: { kind: 'message', text: `words ${n}` },
      }),
    ),
  ]);
  const kept = answers.filter(({ status }) => status === 200);
  expect(answers.filter(({ error }) => error?.code === 'ticket.closed')).toHaveLength(
    many - kept.length,
  );
  const words = (await entriesIn(desk, ticket)).filter(({ text }) => text?.startsWith('words'));
  expect(words).toHaveLength(kept.length);
  expect((await stored(desk, ticket)).status).toBe('closed');
});
