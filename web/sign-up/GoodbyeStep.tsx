/** After the account was deleted: that it is so, and the way back for whoever wants one. */
import { Button, Stack, Text } from '@mantine/core';
import { goodbye } from '../lib/goodbye.ts';
import { StepHeading } from '../ui/StepHeading.tsx';
import { useSignUpWords } from './sign-up-words.ts';

export function GoodbyeStep() {
  const t = useSignUpWords();
  return (
    <Stack gap="lg">
      <Stack gap={8}>
        <StepHeading>{t('goodbye_title')}</StepHeading>
        <Text c="dimmed">{t('goodbye_text')}</Text>
      </Stack>
      <Button variant="default" size="lg" fullWidth onClick={goodbye.forget}>
        {t('goodbye_button')}
      </Button>
    </Stack>
  );
}
