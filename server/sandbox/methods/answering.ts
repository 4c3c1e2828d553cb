/** answerCallbackQuery. */
import type { Params } from '../params.ts';
import { badRequest } from '../refusal.ts';
import type { World } from '../world.ts';

export function answerCallbackQuery(world: World, params: Params): true {
  const queryId = params.text('callback_query_id');
  const text = params.text('text');
  if ([...text].length > 200) throw badRequest('MESSAGE_TOO_LONG');
  const press = world.presses.find(queryId);
  if (!press) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  world.presses.answer(queryId);
  const phone = world.phones.byTelegramId(press.chatId);
  if (phone) {
    const url = params.text('url');
    world.events.emit({
      type: 'press_answered',
      phoneId: phone.id,
      queryId,
      messageId: press.spinner.messageId,
      ...(text !== '' && { text }),
      alert: params.flag('show_alert'),
      ...(url !== '' && { url }),
    });
  }
  return true;
}
