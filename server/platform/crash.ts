/** What Node would print of an error that nobody caught holds SQL parameters and the like: it is said in our words instead. */
import { describeError } from './log.ts';

/** From here on such an error ends the process with code 1 and a description fit for a log. To be called once, first of all. */
export function describeCrashes(): void {
  process.on('uncaughtException', (error) => {
    const { type, message, stack } = describeError(error);
    process.stderr.write(`${[`${type}: ${message}`, stack].filter(Boolean).join('\n')}\n`);
    process.exit(1);
  });
}
