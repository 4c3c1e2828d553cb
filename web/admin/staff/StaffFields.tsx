/** Name, e-mail, role and what is seen: for the invitation and for changes. */
import { Radio, Stack, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { type Role, roles } from '../../../contract/permissions.ts';
import styles from './StaffFields.module.css';
import { useStaffWords } from './staff-words.ts';

export interface StaffValues {
  name: string;
  email: string;
  role: Role;
  sees: 'all' | 'own';
}

export function StaffFields({ form }: { form: UseFormReturnType<StaffValues> }) {
  const t = useStaffWords();
  return (
    <Stack gap="md">
      <TextInput
        label={t('name')}
        size="md"
        data-autofocus
        autoComplete="off"
        {...form.getInputProps('name')}
      />
      <TextInput
        label={t('email')}
        size="md"
        type="email"
        autoComplete="off"
        {...form.getInputProps('email')}
      />
      <Radio.Group label={t('role')} {...form.getInputProps('role')}>
        <div className={styles.choices}>
          {roles.toReversed().map((role) => (
            <Radio
              key={role}
              value={role}
              label={t(`role_${role}`)}
              description={t(`role_${role}_text`)}
            />
          ))}
        </div>
      </Radio.Group>
      {form.values.role === 'agent' && (
        <Radio.Group label={t('sees')} {...form.getInputProps('sees')}>
          <div className={styles.choices}>
            <Radio value="all" label={t('sees_all')} />
            <Radio value="own" label={t('sees_own')} />
          </div>
        </Radio.Group>
      )}
      {form.errors.form && (
        <Text role="alert" c="var(--mantine-color-error)" size="sm">
          {form.errors.form}
        </Text>
      )}
    </Stack>
  );
}
