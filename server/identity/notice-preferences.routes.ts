/** What people choose to hear in Telegram. The choices are the ledger's; whose they are is known here. */
import {
  clientTopics,
  readPreferences,
  savePreferences,
  staffTopics,
} from '../../contract/notices.ts';
import { readNoticePreferences, saveNoticePreferences } from '../notifications/notifications.ts';
import { CodedError } from '../platform/errors.ts';
import { type Http, route } from '../platform/http.ts';
import type { Platform } from '../platform/platform.ts';
import { personTopic } from './live-topics.ts';
import { selfOf } from './viewer.ts';

type Self = ReturnType<typeof selfOf>;

export function registerNoticePreferencesRoutes(http: Http, platform: Platform): void {
  const { database, live } = platform;

  route(http, readPreferences, async ({ request }) => {
    const viewer = selfOf(request);
    const chosen = await readNoticePreferences(database.handle, personOf(viewer));
    return { ...chosen, topics: [...topicsOf(viewer)] };
  });

  route(http, savePreferences, async ({ request, body }) => {
    const viewer = selfOf(request);
    assertFitting(viewer, body);
    await database.transaction(async (tx) => {
      await saveNoticePreferences(tx, personOf(viewer), body);
      live.publish(tx, personTopic(viewer), 'me');
    });
    return { done: true as const };
  });
}

function personOf({ kind, id }: Self) {
  return { kind, id };
}

function topicsOf({ kind }: Self): typeof clientTopics | typeof staffTopics {
  return kind === 'client' ? clientTopics : staffTopics;
}

/** Throws `request.invalid` for kinds of news that are not the viewer's, and for hours that have no length. */
function assertFitting(
  viewer: Self,
  { modes, quietHours }: Parameters<typeof saveNoticePreferences>[2],
): void {
  const known: readonly string[] = topicsOf(viewer);
  const foreign = Object.keys(modes).filter((topic) => !known.includes(topic));
  const fields = Object.fromEntries(foreign.map((topic) => [`modes.${topic}`, 'unknown' as const]));
  const endless = quietHours !== null && quietHours.from === quietHours.to;
  if (foreign.length === 0 && !endless) return;
  throw new CodedError('request.invalid', {
    fields: { ...fields, ...(endless && { 'quietHours.to': 'out_of_range' as const }) },
  });
}
