/** How queries behave on every page: what may be repeated is repeated, a refusal is shown at once. */
import { QueryClient } from '@tanstack/react-query';
import { worthRepeating } from './errors.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 2 && worthRepeating(error),
      staleTime: 10_000,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
