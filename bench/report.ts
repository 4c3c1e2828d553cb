/** Figures: taken, and printed as rows of Markdown. */
import { cpus, release, totalmem } from 'node:os';

export interface Row {
  what: string;
  measured: string;
  /** The floor or peer of the same run, and the ratio to it. */
  compared?: string;
}

export function printTable(title: string, table: Row[]): void {
  console.log(`## ${title}\n\n| What | Measured | Compared |\n|---|---|---|`);
  for (const { what, measured, compared } of table) {
    console.log(`| ${what} | ${measured} | ${compared ?? ''} |`);
  }
  console.log('');
}

export function machine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `on ${cpus().length} × ${cpu?.model ?? 'unknown'}, ${memory} GiB, Linux ${release()}, Node ${process.versions.node}`;
}

/** How many milliseconds each took: some to warm up, then one after the other. */
export async function timed(
  count: number,
  run: (turn: number) => Promise<unknown>,
  warmUp = 10,
): Promise<number[]> {
  for (let turn = 0; turn < warmUp; turn++) await run(turn);
  const samples: number[] = [];
  for (let turn = 0; turn < count; turn++) {
    const begun = performance.now();
    await run(turn);
    samples.push(performance.now() - begun);
  }
  return samples;
}

/** `p50 12 ms, p95 20 ms, p99 40 ms (n = 200)`. */
export function percentiles(samples: number[]): string {
  const say = (share: number) => `${quantile(samples, share).toFixed(1)} ms`;
  return `p50 ${say(0.5)}, p95 ${say(0.95)}, p99 ${say(0.99)} (n = ${samples.length})`;
}

export function quantile(samples: number[], share: number): number {
  const sorted = samples.toSorted((one, other) => one - other);
  const place = Math.min(sorted.length - 1, Math.floor(sorted.length * share));
  return sorted[place] ?? Number.NaN;
}

export const perSecond = (count: number, milliseconds: number) => (count / milliseconds) * 1000;

export const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
