/** One browser with one phone, each from an address of its own: limits by address hold in a benchmark too. */
import type { Subject } from './subject.ts';

export interface Codes {
  /** The next code that this phone receives. */
  of(phone: string): Promise<string>;
}

/** Waits for codes by the name of the phone that receives them. */
export function listenForCodes(subject: Subject): Codes {
  const waiting = new Map<string, (code: string) => void>();
  subject.onReceive((phone, text) => {
    const [code] = /^\d{6}\b/.exec(text) ?? [];
    if (code) waiting.get(phone)?.(code);
  });
  return {
    of: (phone) =>
      new Promise((resolve) => {
        waiting.set(phone, (code) => {
          waiting.delete(phone);
          resolve(code);
        });
      }),
  };
}

export class Applicant {
  readonly #subject: Subject;
  readonly #codes: Codes;
  readonly #number: number;
  #cookie = '';

  constructor(subject: Subject, codes: Codes, number: number) {
    this.#subject = subject;
    this.#codes = codes;
    this.#number = number;
  }

  /** Register, open the link, share the contact, take the code from the phone, verify. */
  async signUp(): Promise<void> {
    const { sandbox } = this.#subject;
    const phone = this.#phone();
    const sessionId = await this.#register();
    const code = this.#codes.of(phone.firstName);
    sandbox.start(phone.id, sessionId);
    sandbox.shareContact(phone.id);
    const { token } = await this.#post('/auth/verify', { sessionId, code: await code });
    if (typeof token !== 'string') throw new Error('A sign-up gave no token.');
  }

  /** Milliseconds from "share contact" on the phone to `code_sent` in the open stream. */
  async contactToField(): Promise<number> {
    const { sandbox, origin } = this.#subject;
    const phone = this.#phone();
    const sessionId = await this.#register();
    const stream = await fetch(`${origin}/auth/telegram/events?sessionId=${sessionId}`, {
      headers: { cookie: this.#cookie, accept: 'text/event-stream' },
    });
    const seen = eventsOf(stream);
    sandbox.start(phone.id, sessionId);
    await seen.until('"opened":true');
    const shared = performance.now();
    sandbox.shareContact(phone.id);
    await seen.until('"code_sent"');
    const took = performance.now() - shared;
    await stream.body?.cancel().catch(() => {});
    return took;
  }

  #phone() {
    return this.#subject.sandbox.addPhone({
      firstName: `phone ${this.#number}`,
      phoneNumber: `+7900${String(1_000_000 + (this.#number % 9_000_000))}`,
      telegramId: 1_000_000_000 + this.#number,
    });
  }

  async #register(): Promise<string> {
    const { sessionId } = await this.#post('/auth/register/telegram', { name: 'Анна' });
    if (typeof sessionId !== 'string') throw new Error('A registration gave no session.');
    return sessionId;
  }

  async #post(path: string, body: object) {
    const reply = await fetch(this.#subject.origin + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-forwarded-for': `10.${(this.#number >> 16) & 255}.${(this.#number >> 8) & 255}.${this.#number & 255}`,
        cookie: this.#cookie,
      },
      body: JSON.stringify(body),
    });
    const [cookie] = reply.headers.getSetCookie();
    if (cookie) this.#cookie = cookie.split(';')[0] ?? '';
    const answer = (await reply.json()) as Record<string, unknown>;
    if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${JSON.stringify(answer)}`);
    return answer;
  }
}

function eventsOf(stream: Response) {
  const decoder = new TextDecoder();
  const reader = stream.body?.getReader();
  let text = '';
  return {
    async until(words: string): Promise<void> {
      while (!text.includes(words)) {
        const part = await reader?.read();
        if (!part || part.done) throw new Error(`The stream ended before ${words}.`);
        text += decoder.decode(part.value, { stream: true });
      }
    },
  };
}
