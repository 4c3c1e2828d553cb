/** Explanations below their fields: fields beside one another then stay in line, however long the words are. */
import type { InputWrapperProps } from '@mantine/core';

/** For `inputWrapperOrder`. */
export const below: NonNullable<InputWrapperProps['inputWrapperOrder']> = [
  'label',
  'input',
  'description',
  'error',
];
