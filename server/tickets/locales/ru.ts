import type { en } from './en.ts';

export const ru: Record<keyof typeof en, string> = {
  number: '№ {{number}}',
  received: 'Мы получили ваш тикет. Ответ придёт сюда.',
  opened: 'Для вас открыт тикет.',
  files: '📎 Вложения: {{count}}',
  'rest.link': 'Читать полностью',
  'rest.page': 'Полностью — на странице тикета.',
  'status.waiting': 'Ждём вашего ответа.',
  'status.resolved': 'Тикет решён. Если что-то осталось, ответьте на это сообщение.',
  'status.closed': 'Тикет закрыт.',
  'button.open': 'Открыть тикет',
  'button.client': 'Открыть клиента',
  'staff.client': 'Клиент:',
  'staff.new_ticket': 'Новый тикет.',
  'staff.reopened': 'Клиент вернул тикет в работу.',
  'staff.assigned': 'Теперь это ваш тикет.',
  'staff.assigned_by': 'Кто назначил:',
  'staff.note': 'Внутренняя заметка',
  'staff.note_answer':
    'Ответьте на это сообщение, чтобы добавить свою заметку. Клиент её не увидит.',
  'staff.overdue.first_answer': 'Первый ответ просрочен.',
  'staff.overdue.solution': 'Решение просрочено.',
  'staff.urgent': '🔥 Срочно',
  'staff.client_blocked':
    'Клиент заблокировал бота: наши сообщения до него не доходят. Номер телефона — на странице клиента.',
};
