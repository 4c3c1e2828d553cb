/** What the portal asks about archives of a person's data. */
import { useQuery } from '@tanstack/react-query';
import type { Reply } from '../../../contract/endpoint.ts';
import { myDataExports } from '../../../contract/personal-data.ts';
import { call } from '../../lib/call.ts';
import { portalKey } from '../live.ts';

export type DataExport = Reply<typeof myDataExports>['items'][number];

/** The newest archive, if any was ever asked for. */
export function useDataExports() {
  return useQuery({
    queryKey: portalKey('data-exports'),
    queryFn: ({ signal }) => call(myDataExports, {}, { signal }),
  });
}
