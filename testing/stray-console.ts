/** Fails a test during which something was written to console.error; a test that expects it puts a spy in its place. */
import { format } from 'node:util';
import { afterAll, afterEach } from 'vitest';

const stray: string[] = [];
const print = console.error;

console.error = (...parts: unknown[]) => {
  stray.push(format(...parts));
  print(...parts);
};

afterEach(failOnStray);
afterAll(failOnStray);

function failOnStray(): void {
  const found = stray.splice(0);
  if (found.length > 0) throw new Error(`Stray console.error:\n${found.join('\n')}`);
}
