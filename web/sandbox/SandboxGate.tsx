/** Lets through to the sandbox once its bot and phones are known, and says so where there is no sandbox. */
import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SandboxPhone, SandboxState } from '../../contract/sandbox-shapes.ts';
import { ApiError, UnexpectedReply } from '../lib/errors.ts';
import { Failure } from '../ui/Failure.tsx';
import { Page } from '../ui/Page.tsx';
import { StepHeading } from '../ui/StepHeading.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { usePhones, useSandboxState } from './sandbox-queries.ts';
import { useSandboxWords } from './sandbox-words.ts';

interface SandboxGateProps {
  children(state: SandboxState, phones: SandboxPhone[]): ReactNode;
}

export function SandboxGate({ children }: SandboxGateProps) {
  const t = useSandboxWords();
  const state = useSandboxState();
  const phones = usePhones();
  if (state.data && phones.data) return children(state.data, phones.data);
  const error = state.error ?? phones.error;
  if (!error) return <Waiting />;
  if (isNowhere(error)) {
    return (
      <Page>
        <Stack gap="md">
          <StepHeading>{t('absent')}</StepHeading>
          <Text c="dimmed">{t('absent_text')}</Text>
        </Stack>
      </Page>
    );
  }
  return (
    <Page>
      <Failure
        error={error}
        again={() => {
          void state.refetch();
          void phones.refetch();
        }}
      />
    </Page>
  );
}

function isNowhere(error: unknown): boolean {
  return (error instanceof ApiError || error instanceof UnexpectedReply) && error.status === 404;
}
