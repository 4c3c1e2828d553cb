import type { en } from './en.ts';

export const ru: Record<keyof typeof en, string> = {
  title: 'Личный кабинет',
  greeting: 'Здравствуйте, {{name}}!',
  phone: 'Ваш номер',
  sign_out: 'Выйти',
  telegram: 'Telegram',
  telegram_connected: 'Подключён',
  telegram_as: 'Новости приходят вам как {{username}}.',
  telegram_plain: 'Новости приходят вам в чат с {{bot}}.',
  telegram_since: 'С {{date}}',
  telegram_blocked: 'Заблокирован',
  telegram_blocked_text:
    'Вы заблокировали {{bot}}, и наши новости до вас не доходят. Откройте чат с ним и нажмите «Разблокировать» или «Старт»: карточка заметит это сама.',
  telegram_none: 'Не подключён',
  telegram_none_text:
    'Сейчас новости в Telegram вам не приходят. Подключение появится при следующем входе.',
  telegram_open: 'Открыть чат',
  tickets: 'Ваши обращения',
  tickets_text: '{{company}}: здесь появятся ваши обращения, когда компания откроет этот раздел.',
};
