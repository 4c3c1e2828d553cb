/** The short lists that choosing needs: colleagues and tags. */
import { useQuery } from '@tanstack/react-query';
import { colleagues } from '../../../contract/staff.ts';
import { listTags } from '../../../contract/tickets.ts';
import { call } from '../../lib/call.ts';
import { adminKey } from '../frame/admin-key.ts';

const hour = 3_600_000;

/** Who can be given a ticket: those who are active. */
export function useColleagues() {
  return useQuery({
    queryKey: adminKey('colleagues'),
    queryFn: ({ signal }) => call(colleagues, {}, { signal }),
    staleTime: hour,
    select: ({ items }) => items.filter(({ active }) => active),
  }).data;
}

export function useTags() {
  return useQuery({
    queryKey: adminKey('settings', 'tags'),
    queryFn: ({ signal }) => call(listTags, {}, { signal }),
    staleTime: hour,
    select: ({ items }) => items,
  }).data;
}
