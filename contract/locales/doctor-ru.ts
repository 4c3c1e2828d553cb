import type { doctorEn } from './doctor-en.ts';

export const doctorRu: Record<keyof typeof doctorEn, string> = {
  'says_token.ok': 'Telegram принимает токен бота @{{bot}}.',
  'says_token.refused': 'Telegram отвергает токен бота: {{reason}}',
  'does_token.refused':
    'Возьмите токен у @BotFather (/mybots, API Token), запишите его в TELEGRAM_BOT_TOKEN и перезапустите сервер. Проверьте и TELEGRAM_API_ROOT.',
  'says_token.unreachable': 'Telegram не отвечает: {{reason}}',
  'does_token.unreachable':
    'Проверьте, доступен ли с сервера адрес {{host}}: DNS, файрвол, прокси. Уведомления ждут и уйдут сами, когда Telegram ответит.',
  'says_name.differs':
    'В TELEGRAM_BOT_USERNAME указан @{{given}}, а токен принадлежит боту @{{bot}}.',
  'does_name.differs':
    'Ссылки ведут людей не к тому боту. Оставьте TELEGRAM_BOT_USERNAME пустым и перезапустите сервер.',
  'says_receiving.ok': 'Сообщения приходят. Telegram ответил {{age}} с назад.',
  'says_receiving.external': 'Сообщения получает другой бот компании (TELEGRAM_MODE — external).',
  'says_receiving.never': 'Ни один экземпляр ещё не получил ответа от Telegram.',
  'does_receiving.never':
    'После запуска подождите минуту. Если не изменится, посмотрите журнал и проверьте связь сервера с Telegram.',
  'says_receiving.silent': 'Telegram не отвечает {{age}} с: то, что пишут люди, не приходит.',
  'does_receiving.silent':
    'Проверьте связь сервера с Telegram и перезапустите его. Написанное хранится в Telegram сутки.',
  'says_receiving.conflict': 'Сообщения этого бота получает другая программа: {{reason}}',
  'does_receiving.conflict':
    'Остановите её или заведите для неё отдельного бота. Если она вам неизвестна, возьмите у @BotFather новый токен (/revoke).',
  'says_receiving.failing': 'Сообщения не приходят: {{reason}}',
  'does_receiving.failing': 'Проверьте связь сервера с Telegram. Попытки повторяются сами.',
  'says_webhook.ok': 'Вебхук установлен. Ждут в Telegram: {{pending}}.',
  'says_webhook.while_polling':
    'У бота установлен вебхук ({{host}}), поэтому при опросе ничего не приходит.',
  'does_webhook.while_polling':
    'Перезапустите сервер: он снимет вебхук. Если вебхук появится снова, этим токеном пользуется другая программа: заведите для неё отдельного бота.',
  'says_webhook.missing': 'Telegram не знает вебхука этого бота, поэтому сообщения не приходят.',
  'does_webhook.missing':
    'Сервер установит его снова в течение минуты. Если нет, посмотрите журнал.',
  'says_webhook.elsewhere': 'Вебхук этого бота ведёт на другой адрес: {{host}}.',
  'does_webhook.elsewhere':
    'Этим токеном пользуется другая программа. Остановите её или возьмите у @BotFather новый токен, затем перезапустите сервер.',
  'says_webhook.failing': 'Telegram не смог доставить сообщение на вебхук: {{reason}}',
  'does_webhook.failing':
    'Откройте APP_URL снаружи: сертификат должен быть действителен, а прокси — пропускать /telegram/webhook.',
  'says_webhook.backlog': 'В Telegram ждут сообщения: {{pending}}.',
  'does_webhook.backlog':
    'Сервер не успевает или до него не дозваться. Если число растёт, посмотрите журнал.',
  'says_sending.ok': 'Уведомления уходят. В очереди: {{waiting}}.',
  'says_sending.held': 'До {{until}} ничего не уходит: {{reason}}',
  'does_sending.held':
    'Исправьте названное выше: дальше всё пойдёт само, а перезапуск пробует сразу. Ничего не потеряно.',
  'says_sending.paused': 'Telegram попросил паузу до {{until}}.',
  'does_sending.paused': 'Делать ничего не нужно: отправка продолжится сама. Ничего не потеряно.',
  'says_sending.restored':
    'После восстановления из копии отправка приостановлена. В очереди: {{waiting}}.',
  'does_sending.restored':
    'Посмотрите, что ждёт, затем: npm run release-notices (или с -- --drop, чтобы это не ушло никогда).',
  'says_sending.slow': 'Самое старое уведомление ждёт {{age}} с, хотя могло бы уйти.',
  'does_sending.slow': 'Посмотрите очередь в разделе «Доставка» и журнал сервера.',
  'says_deliveries.failed': 'За сутки не дошли или, возможно, не дошли: {{count}}.',
  'does_deliveries.failed':
    'Посмотрите их в разделе «Доставка», вкладка «Проблемы»: у каждого названа причина.',
  'says_people.ok': 'Бота никто не заблокировал.',
  'says_people.blocked':
    'Заблокировали бота: {{count}}. Их уведомления ждут; телефон указан на странице клиента.',
  'says_updates.parked': 'Не удалось разобрать, ждут вашего решения: {{count}}.',
  'does_updates.parked':
    'Посмотрите их ниже: попробуйте ещё раз после обновления или ответьте человеку сами.',
  'says_database.failing': 'База данных отказала отправке {{times}} раз подряд.',
  'does_database.failing': 'Проверьте, работает ли база данных и есть ли место на диске.',
  'says_time.off': 'Часы сервера расходятся с часами Telegram на {{seconds}} с.',
  'does_time.off': 'Включите синхронизацию времени (NTP): от неё зависят коды и сроки.',
  'says_address.private':
    'APP_URL ({{url}}) снаружи не открывается, поэтому в сообщениях нет кнопок со ссылками на страницы.',
  'does_address.private':
    'Дайте серверу публичный адрес https, запишите его в APP_URL и перезапустите сервер.',
  'says_sandbox.on':
    'Вместо Telegram работает песочница: настоящие люди ничего не получают. Чтобы начать работу, задайте TELEGRAM_BOT_TOKEN и перезапустите сервер.',
};
