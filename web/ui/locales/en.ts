export const en = {
  notices: 'Notices',
  language: 'Language',
  dark: 'Switch to the dark look',
  light: 'Switch to the light look',
  home: 'To the start',
  reload: 'Reload the page',
  again: 'Try again',
  loading: 'Loading…',
  offline: 'You are offline. What you see may be out of date.',
  reconnecting: 'Connecting again…',
  crashed: 'This page has stumbled',
  crashed_text: 'It is our mistake, not yours. Reload the page; nothing that was saved is lost.',
  not_found: 'There is no such page',
  not_found_text: 'The address may have been mistyped, or the page has moved.',
  sandbox_production:
    'Sandbox in production: no message reaches the real Telegram, and anybody on this machine can play any client.',
  sandbox_hint: 'Demo: the phone with Telegram is at',
};
