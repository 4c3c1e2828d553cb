import type { en } from './en.ts';

export const ru: Record<keyof typeof en, string> = {
  'digest.away_one': 'Пока вас не было: {{count}} новость',
  'digest.away_few': 'Пока вас не было: {{count}} новости',
  'digest.away_many': 'Пока вас не было: {{count}} новостей',
  'digest.away_other': 'Пока вас не было: {{count}} новости',
  'digest.quiet_one': 'За тихие часы: {{count}} новость',
  'digest.quiet_few': 'За тихие часы: {{count}} новости',
  'digest.quiet_many': 'За тихие часы: {{count}} новостей',
  'digest.quiet_other': 'За тихие часы: {{count}} новости',
  'digest.more': 'и ещё {{count}}',
};
