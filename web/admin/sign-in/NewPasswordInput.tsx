/** A field for a new password, with a word on how good it looks. */
import { PasswordInput } from '@mantine/core';
import type { ComponentProps } from 'react';
import { passwordLength } from '../../../contract/staff-session.ts';
import styles from './SignInFrame.module.css';
import { useSignInWords } from './sign-in-words.ts';
import { strengthOf } from './strength.ts';

interface NewPasswordInputProps
  extends Omit<ComponentProps<typeof PasswordInput>, 'value' | 'onChange'> {
  value: string;
  onChange(value: string): void;
}

export function NewPasswordInput({ value, onChange, ...rest }: NewPasswordInputProps) {
  const t = useSignInWords();
  const strength = strengthOf(value);
  return (
    <div>
      <PasswordInput
        {...rest}
        label={t('new_password')}
        description={t('new_password_text', { count: passwordLength.min })}
        autoComplete="new-password"
        size="md"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {value && (
        <div className={styles.strength} aria-live="polite">
          <span className={styles.bars} data-strength={strength} aria-hidden="true">
            <span />
            <span />
            <span />
          </span>
          {t(`strength_${strength}`, { count: passwordLength.min - [...value].length })}
        </div>
      )}
    </div>
  );
}
