/** Settings are the company's: no client stands in them. */
import { nobodyIn } from '../platform/personal-data.ts';

export const personalData = nobodyIn({
  settings: { nothing: 'What an admin has set for the company.' },
});
