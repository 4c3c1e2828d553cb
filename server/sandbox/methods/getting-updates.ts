/** getUpdates and webhooks (Bot API, "Getting updates"). */
import type { Params } from '../params.ts';
import { badRequest, conflict } from '../refusal.ts';
import { readWebhookSettings } from '../webhook-settings.ts';
import type { World } from '../world.ts';
import { Described } from './method.ts';

export async function getUpdates(world: World, params: Params, gone: AbortSignal) {
  if (world.webhook.settings()) {
    throw conflict(
      "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }
  rememberAllowed(world, params);
  const asked = {
    offset: params.integer('offset'),
    limit: params.integer('limit'),
    timeout: params.integer('timeout'),
  };
  return world.polls.poll(asked, gone);
}

export function setWebhook(world: World, params: Params) {
  const settings = readWebhookSettings(params);
  if (!settings) return deleteWebhook(world, params);
  world.polls.end(conflict('terminated by setWebhook request'));
  if (params.flag('drop_pending_updates')) world.updates.clear();
  rememberAllowed(world, params);
  const known = world.webhook.settings();
  if (JSON.stringify(known) === JSON.stringify(settings)) {
    return new Described(true, 'Webhook is already set');
  }
  world.webhook.set(settings);
  world.events.emit({ type: 'state' });
  return new Described(true, 'Webhook was set');
}

export function deleteWebhook(world: World, params: Params) {
  if (params.flag('drop_pending_updates')) world.updates.clear();
  if (!world.webhook.settings()) return new Described(true, 'Webhook is already deleted');
  world.webhook.set(undefined);
  world.events.emit({ type: 'state' });
  return new Described(true, 'Webhook was deleted');
}

export function getWebhookInfo(world: World) {
  return world.webhook.info();
}

/** The list holds for this and all later calls, until another one is given. */
function rememberAllowed(world: World, params: Params): void {
  const types = params.json('allowed_updates', 'allowed updates');
  if (types === undefined) return;
  if (!Array.isArray(types)) throw badRequest('allowed_updates must be an Array');
  world.updates.allow(types.filter((type): type is string => typeof type === 'string'));
}
