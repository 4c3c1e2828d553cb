/** What is shown in place of something that could not be loaded or done. */
import { Button, Stack } from '@mantine/core';
import { useFailureWords } from '../lib/failure-words.ts';
import { Callout } from './Callout.tsx';
import { useUiWords } from './ui-words.ts';

export function Failure({ error, again }: { error: unknown; again?: () => void }) {
  const t = useUiWords();
  const { failure } = useFailureWords();
  return (
    <Stack gap="sm" role="alert">
      <Callout tone="bad">{failure(error)}</Callout>
      {again && (
        <Button variant="default" onClick={again}>
          {t('again')}
        </Button>
      )}
    </Stack>
  );
}
