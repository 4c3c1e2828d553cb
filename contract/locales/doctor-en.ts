import type { AdvisedCode, FindingCode } from '../doctor.ts';

/** What each finding means and what to do about it: said alike by the page and in the terminal. */
export const doctorEn = {
  'says_token.ok': 'Telegram accepts the token of @{{bot}}.',
  'says_token.refused': 'Telegram refuses the bot’s token: {{reason}}',
  'does_token.refused':
    'Ask @BotFather for the token (/mybots, API Token), put it into TELEGRAM_BOT_TOKEN and restart. Check TELEGRAM_API_ROOT as well.',
  'says_token.unreachable': 'Telegram does not answer: {{reason}}',
  'does_token.unreachable':
    'See whether this server reaches {{host}}: DNS, firewall, proxy. News waits and goes out by itself once Telegram answers.',
  'says_name.differs': 'TELEGRAM_BOT_USERNAME says @{{given}}, but the token is that of @{{bot}}.',
  'does_name.differs':
    'Links lead people to the wrong bot. Leave TELEGRAM_BOT_USERNAME empty and restart.',
  'says_receiving.ok': 'Messages come in. Telegram answered {{age}} s ago.',
  'says_receiving.external':
    'Another bot of the company receives the messages (TELEGRAM_MODE is external).',
  'says_receiving.never': 'No instance has heard from Telegram yet.',
  'does_receiving.never':
    'Wait a minute after a start. If it stays so, look into the log and see whether this server reaches Telegram.',
  'says_receiving.silent':
    'Telegram has not answered for {{age}} s: nothing that people write arrives.',
  'does_receiving.silent':
    'See whether this server reaches Telegram, and restart it. What people have written waits at Telegram for a day.',
  'says_receiving.conflict': 'Another program receives the messages of this bot: {{reason}}',
  'does_receiving.conflict':
    'Stop the other program, or make a bot of its own for it. If you do not know it, take a new token from @BotFather (/revoke).',
  'says_receiving.failing': 'Messages do not come in: {{reason}}',
  'does_receiving.failing': 'See whether this server reaches Telegram. It tries again by itself.',
  'says_webhook.ok': 'The webhook is set. Waiting at Telegram: {{pending}}.',
  'says_webhook.while_polling':
    'A webhook is set for this bot ({{host}}), so polling gets nothing.',
  'does_webhook.while_polling':
    'Restart: the server removes it. If it comes back, another program uses this token: give it a bot of its own.',
  'says_webhook.missing': 'Telegram knows no webhook for this bot, so messages do not come in.',
  'does_webhook.missing': 'The server sets it again within a minute. If not, look into the log.',
  'says_webhook.elsewhere': 'The webhook of this bot points to another address: {{host}}.',
  'does_webhook.elsewhere':
    'Another program uses this token. Stop it, or take a new token from @BotFather, then restart.',
  'says_webhook.failing': 'Telegram could not deliver to the webhook: {{reason}}',
  'does_webhook.failing':
    'Open APP_URL from outside: the certificate must be valid and the proxy must pass /telegram/webhook on.',
  'says_webhook.backlog': 'Messages wait at Telegram: {{pending}}.',
  'does_webhook.backlog':
    'The server does not keep up, or is not reached. If the number grows, look into the log.',
  'says_sending.ok': 'News goes out. Waiting: {{waiting}}.',
  'says_sending.held': 'Nothing goes out until {{until}}: {{reason}}',
  'does_sending.held':
    'Mend what is said above; then it goes on by itself, and a restart tries at once. Nothing is lost.',
  'says_sending.paused': 'Telegram has asked for a pause until {{until}}.',
  'does_sending.paused': 'There is nothing to do: news goes on by itself. Nothing is lost.',
  'says_sending.restored': 'Sending is held since a backup was restored. Waiting: {{waiting}}.',
  'does_sending.restored':
    'Look at what waits, then: npm run release-notices (or with -- --drop, so that it never goes out).',
  'says_sending.slow': 'The oldest notice has waited for {{age}} s, though it could go out.',
  'does_sending.slow': 'Look at what waits under Deliveries, and into the log.',
  'says_deliveries.failed': 'In the last day did not arrive, or perhaps not: {{count}}.',
  'does_deliveries.failed': 'Look at them under Deliveries, tab “Problems”: each says why.',
  'says_people.ok': 'Nobody has blocked the bot.',
  'says_people.blocked':
    'Have blocked the bot: {{count}}. Their news waits; the number to call stands on the client’s page.',
  'says_updates.parked': 'Could not be worked off, and wait for you: {{count}}.',
  'does_updates.parked':
    'Look at them below: try again after an upgrade, or answer the person yourself.',
  'says_database.failing': 'The database has refused the sender {{times}} times in a row.',
  'does_database.failing': 'See whether the database runs and its disk has room.',
  'says_time.off': 'The clock of this server differs from Telegram’s by {{seconds}} s.',
  'does_time.off': 'Switch on time synchronisation (NTP): codes and due times depend on it.',
  'says_address.private':
    'APP_URL ({{url}}) cannot be opened by others, so messages have no buttons to the pages.',
  'does_address.private':
    'Give the product a public https address, put it into APP_URL and restart.',
  'says_sandbox.on':
    'The sandbox stands in for Telegram: real people receive nothing. To go live, set TELEGRAM_BOT_TOKEN and restart.',
} as const satisfies Record<`says_${FindingCode}` | `does_${AdvisedCode}`, string>;
