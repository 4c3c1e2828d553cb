/** What a person reads when a request fails. */
import type { FieldProblem } from '../../contract/errors.ts';
import { ApiError, NetworkError } from './errors.ts';
import { useWords, words } from './i18n.ts';
import { en } from './locales/en.ts';
import { ru } from './locales/ru.ts';

const libWords = words('lib', { en, ru });

/** Says failures and problems of fields in the reader's language. */
export function useFailureWords(): {
  failure: (error: unknown) => string;
  problem: (problem: FieldProblem) => string;
  /** What is wrong with which field, as forms take it. */
  fields: (error: unknown) => Record<string, string>;
} {
  const t = useWords(libWords);
  return {
    failure(error) {
      if (error instanceof ApiError) {
        const said = t(error.code);
        return error.retryAfter ? `${said} ${t('wait', { count: error.retryAfter })}` : said;
      }
      return t(error instanceof NetworkError ? 'network' : 'unexpected');
    },
    problem: (problem) => t(`field.${problem}`),
    fields: (error) =>
      error instanceof ApiError
        ? Object.fromEntries(
            Object.entries(error.fields).map(([field, problem]) => [field, t(`field.${problem}`)]),
          )
        : {},
  };
}
