/** What the settings pages ask for. */
import { useQuery } from '@tanstack/react-query';
import { readSettings } from '../../../contract/settings.ts';
import { listCannedAnswers } from '../../../contract/ticket-tools.ts';
import { listTags } from '../../../contract/tickets.ts';
import { call } from '../../lib/call.ts';
import { adminKey } from '../frame/admin-key.ts';

export function useSettings() {
  return useQuery({
    queryKey: adminKey('settings'),
    queryFn: ({ signal }) => call(readSettings, {}, { signal }),
  });
}

export function useTags() {
  return useQuery({
    queryKey: adminKey('settings', 'tags'),
    queryFn: ({ signal }) => call(listTags, {}, { signal }),
  });
}

export function useCannedAnswers() {
  return useQuery({
    queryKey: adminKey('settings', 'canned'),
    queryFn: ({ signal }) => call(listCannedAnswers, {}, { signal }),
  });
}
