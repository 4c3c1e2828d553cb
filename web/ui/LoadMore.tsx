/** The end of a list that has more: it comes by itself when the end is in sight, and by a press. */
import { Button } from '@mantine/core';
import { useCallback } from 'react';
import { Failure } from './Failure.tsx';
import { useUiWords } from './ui-words.ts';

/** As much of TanStack's infinite query as it takes. */
interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  error: unknown;
  fetchNextPage(): unknown;
}

export function LoadMore({ pages }: { pages: Pages }) {
  const t = useUiWords();
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, error, fetchNextPage } = pages;
  const inSight = useCallback(
    (button: HTMLButtonElement | null) => {
      if (!button) return;
      const watch = new IntersectionObserver(([seen]) => {
        if (seen?.isIntersecting) fetchNextPage();
      });
      watch.observe(button);
      return () => watch.disconnect();
    },
    [fetchNextPage],
  );
  if (isFetchNextPageError) return <Failure error={error} again={() => void fetchNextPage()} />;
  if (!hasNextPage) return null;
  return (
    <Button
      ref={inSight}
      variant="default"
      fullWidth
      loading={isFetchingNextPage}
      onClick={() => void fetchNextPage()}
    >
      {t('more')}
    </Button>
  );
}
