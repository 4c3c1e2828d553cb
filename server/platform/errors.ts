/** Expected failures: coded values that one place turns into a status and a translated sentence. */
import { type ErrorCode, errorStatus, type FieldProblem } from '../../contract/errors.ts';

interface Details {
  /** Which fields were refused and why, by dotted path. */
  fields?: Record<string, FieldProblem>;
  /** Seconds. */
  retryAfter?: number;
  triesLeft?: number;
}

/** An expected failure of a request. Its message is for the log; the caller sees the translation of its code. */
export class CodedError extends Error {
  override name = 'CodedError';
  readonly code: ErrorCode;
  readonly details: Details;

  constructor(code: ErrorCode, details: Details = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return errorStatus[this.code];
  }
}

/** A defect of configuration or surroundings that the operator must mend: printed without a stack. */
export class StartRefused extends Error {
  override name = 'StartRefused';
}
