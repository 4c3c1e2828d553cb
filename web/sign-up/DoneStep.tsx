/** The last step: in. */
import { Button, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { CheckIcon } from '../ui/icons.tsx';
import { StepHeading } from '../ui/StepHeading.tsx';
import styles from './DoneStep.module.css';
import { useSignUpWords } from './sign-up-words.ts';

export function DoneStep({ name }: { name: string }) {
  const t = useSignUpWords();
  return (
    <Stack gap="lg">
      <span className={styles.tick}>
        <CheckIcon size={32} />
      </span>
      <Stack gap={8}>
        <StepHeading>{t('done_title')}</StepHeading>
        <Text c="dimmed">{t('done_text', { name })}</Text>
      </Stack>
      <Button component={Link} to="/portal" size="lg">
        {t('done_button')}
      </Button>
    </Stack>
  );
}
