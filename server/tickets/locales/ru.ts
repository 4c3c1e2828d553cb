import type { en } from './en.ts';

export const ru: Record<keyof typeof en, string> = {
  number: '№ {{number}}',
  received: 'Мы получили ваш тикет. Ответ придёт сюда.',
  opened: 'Для вас открыт тикет.',
  files: '📎 Вложения: {{count}}',
  'status.waiting': 'Ждём вашего ответа.',
  'status.resolved': 'Тикет решён. Если что-то осталось, просто ответьте в нём.',
  'status.closed': 'Тикет закрыт.',
  'button.open': 'Открыть тикет',
};
