/** The filters of the log stand in the address: they can be kept and passed on. */
import { useSearchParams } from 'react-router';
import { z } from 'zod';
import { auditAction } from '../../../contract/audit.ts';
import { day } from '../../../contract/text.ts';

const shape = {
  action: auditAction,
  actorId: z.uuid(),
  subjectId: z.string().min(1).max(64),
  from: day,
  to: day,
};

export type Filters = { [Name in keyof typeof shape]?: z.output<(typeof shape)[Name]> };

export function useAuditFilters() {
  const [search, setSearch] = useSearchParams();
  const filters = readFilters(search);
  return {
    filters,
    some: Object.keys(filters).length > 0,
    set(name: keyof Filters, value: string | null) {
      const next = new URLSearchParams(search);
      if (value) next.set(name, value);
      else next.delete(name);
      setSearch(next, { replace: true });
    },
    clear: () => setSearch({}, { replace: true }),
  };
}

/** What can be used of an address that anybody may have typed. */
export function readFilters(search: URLSearchParams): Filters {
  return Object.fromEntries(
    Object.entries(shape).flatMap(([name, schema]) => {
      const read = schema.safeParse(search.get(name));
      return read.success ? [[name, read.data]] : [];
    }),
  );
}
