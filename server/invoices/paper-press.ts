/** Draws invoices off the main thread, one after the other: each takes a tenth of a second of a processor. */
import { Worker } from 'node:worker_threads';
import { CodedError } from '../platform/errors.ts';
import type { InvoicePaper } from './paper.ts';

export interface Press {
  /**
   * The PDF. Throws `server.unavailable` when too many wait, or when the thread has crashed or taken too
   * long (its `cause` says so): whoever is next gets a new one.
   */
  render(paper: InvoicePaper): Promise<Buffer>;
  /** Ends the thread unless it has something to do; the next paper starts another. */
  rest(): Promise<void>;
  /** Whether there is a thread now. */
  awake(): boolean;
}

interface Limits {
  mostWaiting?: number;
  /** Milliseconds without work after which the thread ends, and gives back its 50 MB. */
  restsAfter?: number;
  /** Milliseconds for one paper: the largest takes a second on a slow machine. */
  patience?: number;
  memoryMegabytes?: number;
}

interface Waiting {
  paper: InvoicePaper;
  resolve(bytes: Buffer): void;
  reject(error: Error): void;
}

type Answer = { bytes: Uint8Array } | { problem: string };

export function newPress({
  mostWaiting = 40,
  restsAfter = 60_000,
  patience = 20_000,
  memoryMegabytes = 256,
}: Limits = {}): Press {
  /** The first one is being drawn. */
  const waiting: Waiting[] = [];
  let worker: Worker | undefined;
  let timer: NodeJS.Timeout | undefined;
  return { render, rest, awake: () => worker !== undefined };

  function render(paper: InvoicePaper): Promise<Buffer> {
    if (waiting.length >= mostWaiting) return Promise.reject(unavailable());
    return new Promise((resolve, reject) => {
      waiting.push({ paper, resolve, reject });
      if (waiting.length === 1) draw();
    });
  }

  async function rest(): Promise<void> {
    if (waiting.length > 0 || !worker) return;
    const resting = worker;
    worker = undefined;
    clearTimeout(timer);
    await resting.terminate();
  }

  function draw(): void {
    clearTimeout(timer);
    const [first] = waiting;
    if (!first) {
      // A thread without work holds nobody back from ending.
      worker?.unref();
      timer = setTimeout(() => void rest(), restsAfter).unref();
      return;
    }
    worker ??= start();
    worker.ref();
    worker.postMessage(first.paper);
    const slow = worker;
    timer = setTimeout(() => {
      lose(slow, new Error('A paper took too long.'));
      void slow.terminate();
    }, patience);
  }

  function start(): Worker {
    const started = new Worker(new URL('./paper-worker.ts', import.meta.url), {
      execArgv: [],
      // It needs no secrets, and so gets none.
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
    });
    started.on('message', (answer: Answer) => {
      const first = started === worker ? waiting.shift() : undefined;
      if (!first) return;
      if ('bytes' in answer) first.resolve(Buffer.from(answer.bytes));
      else first.reject(new Error(`A paper could not be drawn: ${answer.problem}`));
      draw();
    });
    started.on('error', (error) => lose(started, error));
    started.on('exit', (code) => lose(started, new Error(`The thread ended with ${code}.`)));
    return started;
  }

  /** What it was drawing is lost; those behind it are drawn by another. */
  function lose(lost: Worker, cause: unknown): void {
    if (lost !== worker) return;
    worker = undefined;
    waiting.shift()?.reject(unavailable(cause));
    draw();
  }
}

function unavailable(cause?: unknown): CodedError {
  return Object.assign(new CodedError('server.unavailable', { retryAfter: 5 }), { cause });
}
