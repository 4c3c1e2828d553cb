import type { en } from './en.ts';

export const ru: Record<keyof typeof en, string> = {
  'sign_in.code': '🔐 Код для входа сотрудника: {{code}}',
  'sign_in.browser': 'Браузер: {{browser}}',
  'sign_in.warning':
    'Никому его не сообщайте. Если входите не вы, кто-то знает ваш пароль: смените его.',
  'button.copy': 'Скопировать код',
};
