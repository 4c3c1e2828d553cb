export const en = {
  title: 'My account',
  greeting: 'Hello, {{name}}!',
  phone: 'Your number',
  sign_out: 'Sign out',
  telegram: 'Telegram',
  telegram_connected: 'Connected',
  telegram_as: 'News reaches you as {{username}}.',
  telegram_plain: 'News reaches you in the chat with {{bot}}.',
  telegram_since: 'Since {{date}}',
  telegram_blocked: 'Blocked',
  telegram_blocked_text:
    'You have blocked {{bot}}, and our news does not reach you. Open its chat, press “Unblock” or “Start”: this card will notice by itself.',
  telegram_none: 'Not connected',
  telegram_none_text:
    'No news reaches you in Telegram at present. It will be connected when you next sign in.',
  telegram_open: 'Open the chat',
  tickets: 'Your requests',
  tickets_text:
    'Your requests to {{company}} will appear here as soon as the company opens this part.',
};
