export const en = {
  consent: 'By continuing you agree that {{company}} processes your personal data.',

  'button.share': '📱 Share contact',
  'button.decline': '✖️ Decline',
  'button.sign_in': '✅ Sign in',
  'button.copy': 'Copy the code',

  'start.no_link': 'Hello! Please use the link from the website.',
  'start.not_found': '❌ This link is not valid. Please get a new one on the website.',
  'start.expired': '❌ This link has expired. Please get a new one on the website.',
  'start.taken':
    '❌ Somebody else has already opened this link. Please get a new one on the website.',
  'start.ended': '❌ This link is no longer valid. Please get a new one on the website.',
  'start.too_many': '❌ Too many links at once. Please try again in {{count}} min.',

  'prompt.who': '{{company}}: a browser is waiting for you.',
  'prompt.browser': 'Browser: {{browser}}',
  'prompt.unknown_browser': 'unknown',
  'prompt.began': 'Opened: {{time}}',
  'prompt.warning':
    'That browser will see your phone number. If you did not start this yourself on the website, press “Decline”.',
  'prompt.share': 'To finish signing up, share your contact:',
  'prompt.sign_in': 'Sign in?',

  'contact.received': '✅ Contact received!\nNow go back to the browser to enter the code.',
  'contact.no_sign_up': '❌ First follow the link from the website',
  'contact.not_own':
    '❌ This is not your own contact. Press “📱 Share contact” below, and Telegram will send yours.',
  'contact.invalid':
    '❌ We cannot read this phone number. Only a number in the usual form will do.',
  'contact.anonymous':
    '❌ Anonymous numbers (+888) cannot be used here. Please use a Telegram account with an ordinary phone number.',
  'contact.failed': '❌ Error. Please try again.',

  'code.text':
    '{{code}} is your code for {{company}}.\n\nEnter it in the browser where you began. Tell it to nobody: nobody from support will ask for it.',
  'code.already_sent':
    'The code has been sent already: enter it in the browser where you began. You can ask for a new one there.',
  'code.too_many': '❌ Too many codes. Please try again in {{count}} min.',

  'declined.text':
    'Declined. Nobody will be signed in by that link. If you want to sign up yourself, get a new link on the website.',
  'button.stale': 'This request is no longer valid.',

  'signed_in.text':
    'Signed in to {{company}}.\nBrowser: {{browser}}\nTime: {{time}}\n\nNews will come to this chat.',
  'number_taken.text':
    '{{company}}: somebody has signed up from another Telegram account with your phone number. If that was not you, tell support.',

  'bot.start': 'Begin',
  'bot.help': 'What this bot does',
  'bot.description':
    'Signs you in to {{company}} and brings you news. To begin, follow the link from the website.',

  'help.waiting':
    'To finish signing up, press “📱 Share contact” below the input field, or “Decline” if you did not start this.',
  'help.waiting_sign_in': 'Press “✅ Sign in” in the message above, or “Decline”.',
  'help.text':
    'This bot signs you in to {{company}} and brings you news. To sign in, open the website and follow the link from there.',
} as const;
