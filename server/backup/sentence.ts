/** Says what the system or the database has refused in words for whoever typed the command. */
import { sqlState } from '../platform/database.ts';
import { StartRefused } from '../platform/errors.ts';

/** What the operator can mend, as a StartRefused with a sentence; anything else as it is, without what was written to the database. */
export function asSentence(error: unknown): unknown {
  if (error instanceof StartRefused || !(error instanceof Error)) return error;
  // The query builder wraps what the database says, and tells the rows with it.
  if ('query' in error && error.cause) return asSentence(error.cause);
  const { code, path, address } = error as NodeJS.ErrnoException & { address?: string };
  // A socket's name is its address.
  const sentence = code ? ofSystem(code, path ?? address) : undefined;
  if (sentence) return new StartRefused(sentence);
  // Wrong password (class 28), no such database (class 3D), no right to make tables (42501), too many
  // connections (53300), starting or stopping (57P01 to 57P03).
  if (code && /^(28...|3D...|42501|53300|57P0[1-3])$/.test(code)) {
    return new StartRefused(`PostgreSQL refuses: ${error.message}. Nothing was changed.`);
  }
  if (/^Connection terminated/.test(error.message)) return new StartRefused(lost);
  return error.cause ? fromCause(error) : error;
}

/** Rows that do not fit their tables (classes 22, 23 and 42), said without the rows. */
export function asRefused(error: unknown): unknown {
  const state = sqlState(error);
  if (!state || state === '42501' || !/^(22|23|42)/.test(state)) return error;
  return new StartRefused(
    `The database refuses what is in the backup (SQLSTATE ${state}). Nothing was changed. A backup that was taken and kept whole always fits: please report this.`,
  );
}

const lost = 'The connection to the PostgreSQL server was lost. Is it running?';

function ofSystem(code: string, path: string | undefined): string | undefined {
  const where = path ? ` (${path})` : '';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk is full${where}: nothing was kept.`;
    case 'EIO':
      return `The disk does not take what is written to it${where}: it is full, or broken. Nothing was kept.`;
    // The database's own word for it.
    case '53100':
      return 'The disk of the database is full: nothing was kept.';
    case 'EACCES':
    case 'EPERM':
      return `It may not be written or read here${where}. Run this as the user that the server runs as.`;
    case 'EROFS':
      return `It may not be written here${where}.`;
    case 'ENOENT':
      return `There is no such file or folder${where}.`;
    case 'EISDIR':
    case 'ENOTDIR':
      return `There is a folder where a file should be, or a file where a folder should be${where}.`;
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
      return 'The PostgreSQL server does not answer. Is it running, and is its address right?';
    case 'ECONNRESET':
    case 'EPIPE':
      return lost;
  }
}

/** The failure that another one carries, where it is one of these. */
function fromCause(error: Error): unknown {
  const said = asSentence(error.cause);
  return said instanceof StartRefused ? said : error;
}
