/** A call that Telegram answers with `ok: false`. The descriptions are Telegram's own, word for word. */

interface ResponseParameters {
  /** Seconds. */
  retry_after?: number;
  migrate_to_chat_id?: number;
}

export class Refusal extends Error {
  override name = 'Refusal';
  /** Also the HTTP status. */
  readonly code: number;
  readonly parameters: ResponseParameters | undefined;

  constructor(code: number, description: string, parameters?: ResponseParameters) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

export function badRequest(reason: string): Refusal {
  return new Refusal(400, `Bad Request: ${reason}`);
}

export function forbidden(reason: string): Refusal {
  return new Refusal(403, `Forbidden: ${reason}`);
}

export function conflict(reason: string): Refusal {
  return new Refusal(409, `Conflict: ${reason}`);
}

/** `seconds` is whole and at least 1. */
export function tooManyRequests(seconds: number): Refusal {
  return new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
}
