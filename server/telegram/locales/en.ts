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
  'button.too_many': 'Too many presses at once. Please try again in a minute.',

  'signed_in.text':
    'Signed in to {{company}}.\nBrowser: {{browser}}\nTime: {{time}}\n\nNews will come to this chat.',
  'number_taken.text':
    '{{company}}: somebody has signed up from another Telegram account with your phone number. If that was not you, tell support.',

  'button.not_me': '✖️ Not me',
  'button.move': 'Move it here',

  'connect.who_client': '{{company}}: connect the news of a client account to this chat?',
  'connect.who_staff': '{{company}}: connect the news of a staff account to this chat?',
  'connect.confirm':
    'Go back to the browser where you got the link: it shows your name in Telegram. Nothing comes here before you confirm it there.',
  'connect.moves_client':
    '⚠️ The news of another client account comes here at present. If it moves, that account gets no more news here. Press “Move it here”, then confirm in the browser where you got the link.',
  'connect.moves_staff':
    '⚠️ The news of another staff account comes here at present. If it moves, that account gets no more news here. Press “Move it here”, then confirm in the browser where you got the link.',
  'connect.warning': 'If you did not ask for a link on the website, press “Not me”.',
  'connect.agreed': '👍 Now confirm in the browser where you got the link.',
  'connect.declined': 'Declined. This link connects nothing.',
  'connect.refused': 'The browser said that this is somebody else. Nothing was connected.',
  'connect.cancelled': 'The link was cancelled in the browser. Nothing was connected.',
  'connect.used': '❌ This link has been used already. Please get a new one on the website.',
  'connect.already': '✅ This chat is connected already: news comes here.',
  'connect.done_client':
    '✅ Connected. {{company}}: news of your tickets and invoices will come to this chat. What comes, and when, you choose in your profile on the website.',
  'connect.done_staff':
    '✅ Connected. {{company}}: news of your work will come to this chat. What comes, and when, you choose in your profile on the website.',
  'connect.moved': '{{company}}: your news goes to another chat now, as you asked on the website.',
  'connect.ended':
    '{{company}}: Telegram is disconnected, no more news comes here. You can connect it again in your profile on the website.',
  'connect.test': '🔔 A test message. {{company}}: news reaches you here.',

  'bot.start': 'Begin',
  'bot.help': 'What this bot does',
  'bot.description':
    'Signs you in to {{company}} and brings you news. To begin, follow the link from the website.',

  'self_test.text': 'Test: news from here reaches you.',

  'help.waiting':
    'To finish signing up, press “📱 Share contact” below the input field, or “Decline” if you did not start this.',
  'help.waiting_sign_in': 'Press “✅ Sign in” in the message above, or “Decline”.',
  'help.client':
    '{{company}}: write here, and your message goes to your ticket; where it is not clear to which, the bot asks. You may also reply to any message about a ticket. Photos and documents are welcome.',
  'help.staff':
    '{{company}}: the news of your work comes here. To write to a client, reply to the message about the ticket (hold it or swipe it, then “Reply”).',
  'help.text':
    'This bot signs you in to {{company}} and brings you news. To sign in, open the website and follow the link from there.',
} as const;
