/** The files of a message that is being written: two at a time go to the server, what fails can be tried again. */
import { type FileShape, fileLimits } from '../../../contract/files.ts';
import type { SendFile } from './send-file.ts';

export interface Upload {
  key: string;
  name: string;
  /** Bytes. */
  size: number;
  state: 'waiting' | 'sending' | 'done' | 'failed';
  /** From 0 to 1. */
  progress: number;
  /** Known to the server, once it is there. */
  file?: FileShape;
  /** Why it failed: what `call` throws. */
  error?: unknown;
  /** It cannot succeed as it is. */
  problem?: 'too_large' | 'empty';
}

export interface UploadStore {
  items(): readonly Upload[];
  /** How many files were left out because a message carries no more; until the next `add`. */
  leftOut(): number;
  subscribe(hear: () => void): () => void;
  add(files: Iterable<File>): void;
  retry(key: string): void;
  remove(key: string): void;
  /** Forgets everything and stops what is under way. */
  clear(): void;
}

const together = 2;

export function makeUploads(send: SendFile): UploadStore {
  const listeners = new Set<() => void>();
  const sources = new Map<string, { file: File; stop: AbortController }>();
  let items: readonly Upload[] = [];
  let leftOut = 0;
  let made = 0;

  return {
    items: () => items,
    leftOut: () => leftOut,
    subscribe(hear) {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    add(files) {
      const all = [...files];
      const taken = all.slice(0, Math.max(0, fileLimits.inMessage - items.length));
      leftOut = all.length - taken.length;
      show([...items, ...taken.map(begin)]);
      goOn();
    },
    retry(key) {
      change(key, { state: 'waiting', progress: 0, error: undefined });
      goOn();
    },
    remove(key) {
      forget(key);
      leftOut = 0;
      show(items.filter((item) => item.key !== key));
      goOn();
    },
    clear() {
      for (const { key } of items) forget(key);
      leftOut = 0;
      show([]);
    },
  };

  function begin(file: File): Upload {
    made += 1;
    const key = String(made);
    const shown = { key, name: file.name, size: file.size, progress: 0 };
    const problem = problemOf(file);
    if (problem) return { ...shown, state: 'failed', problem };
    sources.set(key, { file, stop: new AbortController() });
    return { ...shown, state: 'waiting' };
  }

  function goOn(): void {
    const free = together - items.filter((item) => item.state === 'sending').length;
    const next = items.filter((item) => item.state === 'waiting').slice(0, Math.max(0, free));
    for (const { key } of next) void bring(key);
  }

  async function bring(key: string): Promise<void> {
    const source = sources.get(key);
    if (!source) return;
    change(key, { state: 'sending' });
    try {
      const file = await send(source.file, {
        signal: source.stop.signal,
        progress: (progress) => change(key, { progress }),
      });
      change(key, { state: 'done', progress: 1, file });
    } catch (error) {
      change(key, { state: 'failed', error });
    }
    goOn();
  }

  function forget(key: string): void {
    sources.get(key)?.stop.abort();
    sources.delete(key);
  }

  // What has been removed meanwhile is not in the list any more, and nothing happens.
  function change(key: string, to: Partial<Upload>): void {
    show(items.map((item) => (item.key === key ? { ...item, ...to } : item)));
  }

  function show(next: readonly Upload[]): void {
    items = next;
    for (const hear of listeners) hear();
  }
}

function problemOf(file: File): Upload['problem'] {
  if (file.size === 0) return 'empty';
  return file.size > fileLimits.bytes ? 'too_large' : undefined;
}
