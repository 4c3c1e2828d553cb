/** The load on the desk: requests over one keep-alive connection pool, timed at the caller. */
import type { DeskAnswer } from './measured-desk.ts';
import { perSecond, timed } from './report.ts';
import type { Subject } from './subject.ts';

export async function loadDesk(subject: Subject, access: DeskAnswer) {
  let largest = 0;
  const page = await read<{ items: { id: string; number: number }[] }>('/api/tickets?limit=50');
  const tickets = page.items;
  return { open, answer, queue, ticket, search, empty, largest: () => largest };

  /** A second, 16 at once; each client opens so few that the limits allow it. */
  async function open(count: number): Promise<number> {
    const begun = performance.now();
    let left = count;
    const lane = async () => {
      while (left-- > 0) {
        const token = access.clients[left % access.clients.length] ?? '';
        await post('/api/my/tickets', { subject: 'Не печатает принтер', text: words }, token);
      }
    };
    await Promise.all(Array.from({ length: 16 }, lane));
    return perSecond(count, performance.now() - begun);
  }

  function answer(count: number): Promise<number[]> {
    return timed(count, (turn) =>
      post(`/api/tickets/${pick(turn).id}/messages`, { kind: 'message', text: words }),
    );
  }

  /** The views that people open, in turn. */
  function queue(count: number): Promise<number[]> {
    const views = ['', '?unanswered=true', '?assignee=none', '?overdue=true', '?sort=newest'];
    return timed(count, (turn) => read(`/api/tickets${views[turn % views.length]}`));
  }

  function ticket(count: number): Promise<number[]> {
    return timed(count, async (turn) => {
      const { number } = pick(turn);
      await Promise.all([read(`/api/tickets/${number}`), read(`/api/tickets/${number}/entries`)]);
    });
  }

  function search(query: string, count: number): Promise<number[]> {
    return timed(count, () => read(`/api/tickets/search?q=${encodeURIComponent(query)}`));
  }

  async function empty(): Promise<number> {
    const begun = performance.now();
    let left = 5_000;
    const lane = async () => {
      while (left-- > 0) await (await fetch(`${subject.origin}/bench/empty`)).text();
    };
    await Promise.all(Array.from({ length: 16 }, lane));
    return perSecond(5_000, performance.now() - begun);
  }

  function pick(turn: number): { id: string; number: number } {
    const found = tickets[turn % tickets.length];
    if (!found) throw new Error('The desk has no tickets.');
    return found;
  }

  async function read<T>(path: string): Promise<T> {
    return taken(await fetch(`${subject.origin}${path}`, { headers: bearer(access.token) }));
  }

  async function post<T>(path: string, body: object, token = access.token): Promise<T> {
    return taken(
      await fetch(`${subject.origin}${path}`, {
        method: 'POST',
        headers: { ...bearer(token), 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
  }

  async function taken<T>(response: Response): Promise<T> {
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status}: ${text}`);
    largest = Math.max(largest, Buffer.byteLength(text));
    return JSON.parse(text) as T;
  }
}

const words =
  'Здравствуйте! Второй день не печатает принтер в бухгалтерии, лампочка мигает красным. Что делать?';

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}
