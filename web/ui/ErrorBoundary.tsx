/** Catches what a page throws while rendering, so that nobody faces a white screen. */
import { Button, Stack, Text } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { Page } from './Page.tsx';
import { StepHeading } from './StepHeading.tsx';
import { useUiWords } from './ui-words.ts';

interface Props {
  children: ReactNode;
}

export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Stumbled /> : this.props.children;
  }
}

function Stumbled() {
  const t = useUiWords();
  return (
    <Page>
      <Stack gap="md">
        <StepHeading>{t('crashed')}</StepHeading>
        <Text c="dimmed">{t('crashed_text')}</Text>
        <Button onClick={() => location.reload()}>{t('reload')}</Button>
      </Stack>
    </Page>
  );
}
