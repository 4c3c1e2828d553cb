export const en = {
  number: '#{{number}}',
  added: '✅ Added to',
  reopened: '✅ Opened again, and added to',
  'subject.empty': 'Message from Telegram',

  'which.new': 'You have no open ticket. Shall your message become a new one?',
  'which.solved': 'You have no open ticket. Where shall your message go?',
  'which.reopens': 'Your message opens a solved ticket (✓) again.',
  'which.several': 'Which ticket is your message for?',
  'which.closed': 'This ticket is closed:',
  'which.closed_question': 'What shall become of your message?',
  'which.more': 'The newest {{count}} are here; the others are on the website.',
  'button.new': '🆕 New ticket',
  'button.reopen': '↩️ Reopen and add',
  'button.cancel': "✖️ Don't send",
  'press.stale': 'This question is no longer open.',
  'press.too_many': 'Too many new tickets at once. Please try again in an hour.',
  'press.done': 'Chosen already.',
  not_sent: 'Not sent. Nobody has read your message.',
  not_chosen:
    'Not sent: nothing was chosen within a day for what you wrote here. Messages: {{amount}}.',

  'told.only': '❌ Only text, photos and documents can be sent here. This was not sent.',
  'told.staff_reply':
    '❌ Not sent: please answer by a reply to the message about the ticket (hold it or swipe it, then “Reply”).',
  'told.not_yours': '❌ Not sent: this ticket is no longer yours to answer.',
  'told.gone': '❌ Not sent: your account is closed.',
  'told.too_many':
    '❌ Too many messages at once. What you send within the next minute is not kept.',
  'told.too_many_files':
    '❌ Not sent: too many files within a day. Please send the next ones tomorrow, or write without a file.',
  'told.edit_failed': '❌ The change was not taken over: this message cannot be changed any more.',
  'told.edit_dropped':
    '❌ The change was not taken over: that message had not been sent. Please write it anew.',

  'lost.too_large': '❌ “{{name}}” was not taken: files may have 20 MB at most.',
  'lost.kind_refused': '❌ “{{name}}” was not taken: files of this kind cannot be sent.',
  'lost.empty': '❌ “{{name}}” was not taken: the file is empty.',
  'lost.unreadable':
    '❌ “{{name}}” was not taken: Telegram does not give it out. Please send it again.',
  'lost.text_kept': 'The text was sent.',
};
