/** Says what the system or the database has refused in words for whoever typed the command. */
import { StartRefused } from '../platform/errors.ts';

/** What the operator can mend, as a StartRefused with a sentence; anything else as it is. */
export function asSentence(error: unknown): unknown {
  if (error instanceof StartRefused || !(error instanceof Error)) return error;
  const { code, path } = error as NodeJS.ErrnoException;
  const where = path ? ` (${path})` : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new StartRefused(`The disk is full${where}: nothing was kept.`);
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new StartRefused(`It may not be written or read here${where}.`);
  }
  if (code === 'ENOENT') return new StartRefused(`There is no such file or folder${where}.`);
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND') {
    return new StartRefused('The PostgreSQL server does not answer. Is it running?');
  }
  // Wrong password (class 28), no such database (class 3D), no right to make tables (42501), disk full there (53100).
  if (code && /^(28...|3D...|42501|53100)$/.test(code)) {
    return new StartRefused(`PostgreSQL refuses: ${error.message}.`);
  }
  return error.cause ? fromCause(error) : error;
}

/** The query builder wraps what the database says. */
function fromCause(error: Error): unknown {
  const said = asSentence(error.cause);
  return said instanceof StartRefused ? said : error;
}
