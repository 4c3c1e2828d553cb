/** The company, its bot and whether this is the sandbox: asked once. */
import { useQuery } from '@tanstack/react-query';
import { about } from '../../contract/sign-up.ts';
import { call } from './call.ts';

export function useAbout() {
  return useQuery({
    queryKey: ['about'],
    queryFn: ({ signal }) => call(about, {}, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
