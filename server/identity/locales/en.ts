export const en = {
  'sign_in.code': '🔐 The code for your sign-in as staff: {{code}}',
  'sign_in.browser': 'Browser: {{browser}}',
  'sign_in.warning':
    'Never tell it to anybody. If this is not you, somebody knows your password: change it.',
  'button.copy': 'Copy the code',
} as const;
