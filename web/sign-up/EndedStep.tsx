/** Where a link leads no further: says why, and offers the next one. */
import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Failure } from '../ui/Failure.tsx';
import { StepHeading } from '../ui/StepHeading.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { comeBack } from './come-back.ts';
import type { Link } from './link.ts';
import { useRegister } from './register.ts';
import { useSignUpWords } from './sign-up-words.ts';
import type { End } from './step.ts';

interface EndedStepProps {
  end: End;
  link: Link;
  onStartAgain(): void;
}

export function EndedStep({ end, link, onStartAgain }: EndedStepProps) {
  const t = useSignUpWords();
  const register = useRegister(link);
  // A sign-up is unknown also when another tab has finished it: then this browser is signed in.
  const elsewhere = useQuery({
    queryKey: ['finished-elsewhere', link.sessionId],
    queryFn: comeBack,
    enabled: end === 'lost',
    retry: false,
  });
  if (elsewhere.isLoading) return <Waiting />;
  return (
    <Stack gap="lg">
      <Stack gap={8}>
        <StepHeading>{t(`${end}_title`)}</StepHeading>
        <Text c="dimmed">{t(`${end}_text`)}</Text>
      </Stack>
      {register.error && <Failure error={register.error} />}
      <Stack gap="sm">
        {end === 'lost' ? (
          <Button size="lg" onClick={onStartAgain}>
            {t('start_again')}
          </Button>
        ) : (
          <>
            <Button
              size="lg"
              loading={register.isPending}
              onClick={() => register.mutate(link.name)}
            >
              {t('new_link')}
            </Button>
            <Button size="lg" variant="default" onClick={onStartAgain}>
              {t('start_again')}
            </Button>
          </>
        )}
      </Stack>
    </Stack>
  );
}
