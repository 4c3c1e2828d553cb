/** What the operator's commands share: their arguments, and sentences instead of stacks. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { StartRefused } from '../server/platform/errors.ts';

type Given = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** The one thing that the command is about, and its options; ends with a sentence where they cannot be read. */
export function readArguments(options: NonNullable<ParseArgsConfig['options']>): {
  file: string | undefined;
  values: Given;
} {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (positionals.length > 1) fail(`One name is enough: ${positionals.join(' ')}`);
    return { file: positionals[0], values };
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

/** Says what the operator can mend as a sentence, and ends. */
export async function orFail<T>(run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof StartRefused) return fail(error.message);
    throw error;
  }
}

export function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
