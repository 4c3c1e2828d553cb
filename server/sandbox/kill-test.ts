/** A process with a sandbox in which something has happened; a test kills it. */
import { systemClock } from '../platform/clock.ts';
import { botOf } from './bot-test.ts';
import { startSandbox } from './sandbox.ts';

const sandbox = await startSandbox({ store: process.argv[2] ?? ':memory:', clock: systemClock });
const bot = botOf(sandbox);
const { id: phoneId, telegramId } = sandbox.addPhone({ firstName: 'Anna' });
sandbox.start(phoneId);
const form = new FormData();
form.set('chat_id', String(telegramId));
form.set('document', new Blob(['text']), 'a.txt');
form.set('caption', 'Welcome');
form.set('reply_markup', JSON.stringify({ keyboard: [['Share']] }));
await bot.request('sendDocument', { method: 'POST', body: form });
await bot.result('setMyCommands', { commands: [{ command: 'help', description: 'Help' }] });
const [started] = await bot.result<{ update_id: number }[]>('getUpdates');
const offset = (started?.update_id ?? 0) + 1;
await bot.result('getUpdates', { offset });
sandbox.sendText(phoneId, 'Hello');
process.send?.({ phoneId, offset });
