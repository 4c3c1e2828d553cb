/** The first step: a name and the consent. */
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import type { FieldProblem } from '../../contract/errors.ts';
import { nameLength, personName } from '../../contract/person.ts';
import { ApiError } from '../lib/errors.ts';
import { useFailureWords } from '../lib/failure-words.ts';
import { Failure } from '../ui/Failure.tsx';
import { StepHeading } from '../ui/StepHeading.tsx';
import { Consent } from './Consent.tsx';
import type { Link } from './link.ts';
import { nameProblem } from './name-problem.ts';
import { useRegister } from './register.ts';
import { useSignUpWords } from './sign-up-words.ts';

export function NameStep({ former }: { former: Link | undefined }) {
  const t = useSignUpWords();
  const { problem: sayProblem } = useFailureWords();
  const register = useRegister(former);
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(former?.name ?? '');
  const [tried, setTried] = useState(false);

  const refused = register.error instanceof ApiError ? register.error.fields.name : undefined;
  const problem = nameProblem(name, tried) ?? refused;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const parsed = personName.safeParse(name);
    if (parsed.success) register.mutate(parsed.data);
    else field.current?.focus();
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <Stack gap={8}>
          <StepHeading quiet={former === undefined}>{t('name_title')}</StepHeading>
          <Text c="dimmed">{t('name_text')}</Text>
        </Stack>
        <TextInput
          ref={field}
          label={t('name')}
          placeholder={t('name_example')}
          size="md"
          name="name"
          autoComplete="name"
          autoCapitalize="words"
          enterKeyHint="go"
          required
          withAsterisk={false}
          value={name}
          error={problem && say(problem)}
          onChange={(event) => {
            setName(event.currentTarget.value);
            register.reset();
          }}
          onBlur={() => setTried(tried || name.trim() !== '')}
        />
        {register.error && !refused && <Failure error={register.error} />}
        <Stack gap="sm">
          <Button type="submit" size="lg" fullWidth loading={register.isPending}>
            {t('name_start')}
          </Button>
          <Consent />
        </Stack>
        <Text size="sm" c="dimmed" ta="center">
          {t('name_known')}
        </Text>
      </Stack>
    </form>
  );

  function say(found: FieldProblem): string {
    if (found === 'too_short') return t('name_too_short', { min: nameLength.min });
    if (found === 'too_long') return t('name_too_long', { max: nameLength.max });
    return sayProblem(found);
  }
}
