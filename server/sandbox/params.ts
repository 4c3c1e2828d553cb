/** The parameters of a Bot API call, whichever way they came: query, form, multipart or JSON. */
import { badRequest } from './refusal.ts';

export interface Upload {
  name: string;
  mimeType: string;
  bytes: Buffer;
}

export class Params {
  readonly #values: Record<string, unknown>;
  readonly #uploads: Map<string, Upload>;

  constructor(values: Record<string, unknown>, uploads = new Map<string, Upload>()) {
    this.#values = values;
    this.#uploads = uploads;
  }

  /** As given; numbers and booleans become their text, as everything is text in a form. */
  text(name: string): string {
    const value = this.#values[name];
    if (value === undefined || value === null) return '';
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  has(name: string): boolean {
    return this.text(name) !== '';
  }

  /** 0 for what is no whole number, as the server reads it. */
  integer(name: string): number {
    const value = Number(this.text(name).trim());
    return Number.isSafeInteger(value) ? value : 0;
  }

  flag(name: string): boolean {
    return ['true', 'yes', '1'].includes(this.text(name).trim().toLowerCase());
  }

  /** A JSON-valued parameter, given as a string or as the value itself. Throws a refusal that names `what`. */
  json(name: string, what: string): unknown {
    const value = this.#values[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch {
      throw badRequest(`can't parse ${what} JSON object`);
    }
  }

  upload(name: string): Upload | undefined {
    return this.#uploads.get(name);
  }

  /** For the record of calls: the values, and the names of what was uploaded. */
  describe(): Record<string, unknown> {
    const files = [...this.#uploads].map(([name, { name: file, bytes }]) => [
      name,
      { file, bytes: bytes.length },
    ]);
    return { ...this.#values, ...Object.fromEntries(files) };
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
