/** Fails a test during which something was written to console.error; a test that expects it puts a spy in its place. */
import { format } from 'node:util';
import { afterAll, afterEach } from 'vitest';

// Files that share a process run this once each: what they write is gathered in one place.
const shared = globalThis as { strayErrors?: string[] };
const stray = shared.strayErrors ?? listen();

afterEach(failOnStray);
afterAll(failOnStray);

function listen(): string[] {
  const found: string[] = [];
  const print = console.error;
  console.error = (...parts: unknown[]) => {
    found.push(format(...parts));
    print(...parts);
  };
  shared.strayErrors = found;
  return found;
}

function failOnStray(): void {
  const found = stray.splice(0);
  if (found.length > 0) throw new Error(`Stray console.error:\n${found.join('\n')}`);
}
