/** Three ways in which a request can fail, by cause: the server said no, nobody answered, the answer makes no sense. */
import type { ErrorCode, ErrorReply } from '../../contract/errors.ts';

/** The server refused, with a code of the contract. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly code: ErrorCode;
  readonly fields: NonNullable<ErrorReply['error']['fields']>;
  /** Seconds to wait before trying again, where waiting helps. */
  readonly retryAfter: number | undefined;
  readonly triesLeft: number | undefined;

  constructor(status: number, { error }: ErrorReply) {
    super(error.message);
    this.status = status;
    this.code = error.code;
    this.fields = error.fields ?? {};
    this.retryAfter = error.retryAfter;
    this.triesLeft = error.triesLeft;
  }
}

/** No answer came: offline, connection refused, cut off. Trying again is safe for whatever may be repeated. */
export class NetworkError extends Error {
  override name = 'NetworkError';
}

/** Something answered that is not our server, or not in the shape of the contract. */
export class UnexpectedReply extends Error {
  override name = 'UnexpectedReply';
  readonly status: number;

  constructor(status: number, options?: ErrorOptions) {
    super(`An answer that the contract does not know, status ${status}.`, options);
    this.status = status;
  }
}

/** Whether this failure is a refusal with one of these codes. */
export function refusedWith(error: unknown, ...codes: ErrorCode[]): error is ApiError {
  return error instanceof ApiError && codes.includes(error.code);
}

/** Whether the same request may well succeed a little later. */
export function worthRepeating(error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500;
  return error instanceof NetworkError || (error instanceof UnexpectedReply && error.status >= 500);
}
