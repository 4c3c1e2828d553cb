/**
 * Writes together what comes at the same moment: a statement and a commit cost the same for one ticket as
 * for thirty. Nobody waits for others: what is there when the one before is written goes next.
 */
import type { Viewer } from '../identity/identity.ts';
import { outsideTransaction, type Tx } from '../platform/database.ts';
import { CodedError } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import type { Doing } from './save-change.ts';
import type { OpenedTicket } from './tickets.queries.ts';

export interface Opened {
  id: string;
  number: number;
}

/** A ticket about to be written. */
export interface Draft {
  row: OpenedTicket;
  /** What its client is told: that it has come in, or that the company has opened it. */
  news: 'received' | 'opened';
  fileIds: string[];
  viewer: Viewer;
}

type Write = (
  tx: Tx,
  doing: Pick<Doing, 'platform' | 'ports'>,
  drafts: readonly Draft[],
) => Promise<(Opened | undefined)[]>;

interface Waiting {
  draft: Draft;
  resolve(opened: Opened): void;
  reject(error: unknown): void;
}

interface Line {
  waiting: Waiting[];
  writing: number;
}

const most = 50;
const lines = new WeakMap<Platform['database'], Line>();

/** Resolves once the ticket is committed. Throws `request.invalid` when its client is gone. */
export function openTogether(doing: Doing, draft: Draft, write: Write): Promise<Opened> {
  const { database } = doing.platform;
  const line = lines.get(database) ?? { waiting: [], writing: 0 };
  lines.set(database, line);
  return new Promise((resolve, reject) => {
    line.waiting.push({ draft, resolve, reject });
    // An embedded database does one thing at a time; a server can work while we prepare the next.
    const side = database.name === 'pglite' ? 1 : 2;
    if (line.writing < side) void outsideTransaction(() => writeLine(doing, line, write));
  });
}

async function writeLine(doing: Doing, line: Line, write: Write): Promise<void> {
  line.writing += 1;
  // Whoever comes in this very turn comes along.
  await new Promise((resolve) => setImmediate(resolve));
  while (line.waiting.length > 0) await writeSome(doing, line.waiting.splice(0, most), write);
  line.writing -= 1;
}

async function writeSome(doing: Doing, some: Waiting[], write: Write): Promise<void> {
  const drafts = some.map(({ draft }) => draft);
  try {
    const { database } = doing.platform;
    const opened = await database.transaction((tx) => write(tx, doing, drafts));
    for (const [place, { resolve, reject }] of some.entries()) {
      const one = opened[place];
      if (one) resolve(one);
      else reject(clientGone());
    }
  } catch (error) {
    // Whatever it was, it may be one ticket's alone: each gets a try, and an answer, of its own.
    if (some.length > 1) for (const one of some) await writeSome(doing, [one], write);
    else some[0]?.reject(error);
  }
}

export function clientGone(): CodedError {
  return new CodedError('request.invalid', { fields: { clientId: 'unknown' } });
}
