/** Makes a phone for one more person. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { sandboxAddPhone } from '../../contract/sandbox.ts';
import { type NewPhone, newPhone, type SandboxPhone } from '../../contract/sandbox-shapes.ts';
import { call } from '../lib/call.ts';
import { language } from '../lib/i18n.ts';
import { Failure } from '../ui/Failure.tsx';
import styles from './AddPhone.module.css';
import { note } from './live.ts';
import { useSandboxWords } from './sandbox-words.ts';

interface AddPhoneProps {
  added(phone: SandboxPhone): void;
  focus?: boolean;
}

// German and Ukrainian stand for languages that the product does not speak.
const languageCodes = ['ru', 'en', 'de', 'uk'] as const;

export function AddPhone({ added, focus }: AddPhoneProps) {
  const t = useSandboxWords();
  const client = useQueryClient();
  const fresh = {
    firstName: '',
    lastName: '',
    phoneNumber: '',
    languageCode: language() as string,
  };
  const [typed, setTyped] = useState(fresh);
  const [checked, check] = useState(false);
  const change = (part: Partial<typeof fresh>) => setTyped({ ...typed, ...part });

  const given = newPhone.safeParse({
    firstName: typed.firstName.trim(),
    languageCode: typed.languageCode,
    ...(typed.lastName.trim() && { lastName: typed.lastName.trim() }),
    ...(typed.phoneNumber.trim() && { phoneNumber: typed.phoneNumber.trim() }),
  });
  const wrong = new Set(checked ? given.error?.issues.map(({ path }) => path[0]) : []);

  const add = useMutation({
    mutationFn: (body: NewPhone) => call(sandboxAddPhone, { body }),
    onSuccess(phone) {
      note(client, { type: 'phone', phone });
      setTyped(fresh);
      check(false);
      added(phone);
    },
  });

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    check(true);
    if (given.data) add.mutate(given.data);
  }

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextInput
        label={t('first_name')}
        autoFocus={focus}
        maxLength={64}
        value={typed.firstName}
        error={wrong.has('firstName') && t('name_wrong')}
        onChange={(event) => change({ firstName: event.currentTarget.value })}
      />
      <TextInput
        label={t('last_name')}
        maxLength={64}
        value={typed.lastName}
        onChange={(event) => change({ lastName: event.currentTarget.value })}
      />
      <TextInput
        label={t('number')}
        description={t('number_text')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        inputMode="tel"
        value={typed.phoneNumber}
        error={wrong.has('phoneNumber') && t('number_wrong')}
        onChange={(event) => change({ phoneNumber: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('app_language')}
        value={typed.languageCode}
        onChange={(event) => change({ languageCode: event.currentTarget.value })}
        data={languageCodes.map((code) => ({ value: code, label: t(`lang_${code}`) }))}
      />
      <Button className={styles.wide} type="submit" variant="default" loading={add.isPending}>
        {t('add')}
      </Button>
      {add.error && <Failure error={add.error} />}
    </form>
  );
}
