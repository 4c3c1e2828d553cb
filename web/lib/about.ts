/** The company, its bot and whether this is the sandbox: asked once in each language. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { about } from '../../contract/sign-up.ts';
import { call } from './call.ts';
import { useLanguage } from './i18n.ts';

export function useAbout() {
  const language = useLanguage();
  return useQuery({
    queryKey: ['about', language],
    queryFn: ({ signal }) => call(about, {}, { signal }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
