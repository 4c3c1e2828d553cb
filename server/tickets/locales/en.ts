export const en = {
  number: '#{{number}}',
  received: 'We have received your ticket. The answer will come here.',
  opened: 'This ticket was opened for you.',
  files: '📎 Attachments: {{count}}',
  'status.waiting': 'We are waiting for your answer.',
  'status.resolved': 'The ticket is solved. If something is left, just answer in it.',
  'status.closed': 'The ticket is closed.',
  'button.open': 'Open the ticket',
} as const;
