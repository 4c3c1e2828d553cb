/** Six boxes for six digits: typed, pasted, or filled in by the telephone. */
import { PinInput } from '@mantine/core';
import type { Ref } from 'react';
import { codeLength } from '../../contract/sign-up.ts';
import styles from './CodeBoxes.module.css';
import { useSignUpWords } from './sign-up-words.ts';

// Six boxes and five gaps fill the narrowest phone and stay square.
const boxSize = 'min(56px, calc((100cqw - 40px) / 6))';

interface CodeBoxesProps {
  /** The element that holds the boxes. */
  ref: Ref<HTMLDivElement>;
  value: string;
  disabled: boolean;
  wrong: boolean;
  busy: boolean;
  onChange(value: string): void;
  onComplete(value: string): void;
}

export function CodeBoxes({
  ref,
  value,
  disabled,
  wrong,
  busy,
  onChange,
  onComplete,
}: CodeBoxesProps) {
  const t = useSignUpWords();
  return (
    <PinInput
      rootRef={ref}
      className={styles.boxes}
      classNames={{ input: styles.box, pinInput: styles.cell }}
      length={codeLength}
      type="number"
      inputMode="numeric"
      oneTimeCode
      size="lg"
      vars={() => ({ root: { '--pin-input-size': boxSize } })}
      placeholder=""
      aria-label={t('code_label')}
      getInputProps={(at) => ({ 'aria-label': `${t('code_label')} ${at + 1}` })}
      value={value}
      error={wrong}
      disabled={disabled}
      readOnly={busy}
      onChange={onChange}
      onComplete={onComplete}
    />
  );
}
