export const en = {
  'digest.away_one': 'While you were away: {{count}} piece of news',
  'digest.away_few': 'While you were away: {{count}} pieces of news',
  'digest.away_many': 'While you were away: {{count}} pieces of news',
  'digest.away_other': 'While you were away: {{count}} pieces of news',
  'digest.quiet_one': 'During your quiet hours: {{count}} piece of news',
  'digest.quiet_few': 'During your quiet hours: {{count}} pieces of news',
  'digest.quiet_many': 'During your quiet hours: {{count}} pieces of news',
  'digest.quiet_other': 'During your quiet hours: {{count}} pieces of news',
  'digest.more': 'and {{count}} more',
} as const;
