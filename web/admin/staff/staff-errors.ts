/** Refusals of the forms about colleagues: at the field they are about, otherwise under the form. */
import { refusedWith } from '../../lib/errors.ts';
import { useFailureWords } from '../../lib/failure-words.ts';

export function useStaffErrors(): (error: unknown) => Record<string, string> {
  const { failure, fields } = useFailureWords();
  return (error) => {
    if (refusedWith(error, 'staff.email_taken')) return { email: failure(error) };
    const wrong = fields(error);
    return Object.keys(wrong).length > 0 ? wrong : { form: failure(error) };
  };
}
