/** Updates that the bot has not taken yet, in the order they happened (Bot API, "Getting updates"). */
import { randomInt } from 'node:crypto';
import type { Update } from '@grammyjs/types';
import type { Clock } from '../platform/clock.ts';
import type { Store } from './store.ts';

export type UpdateBody = Omit<Update, 'update_id'>;

export interface UpdateQueue {
  /** `lane` is what webhooks keep in order: a chat, a person. Left out when the bot does not want this type. */
  push(lane: string, body: UpdateBody): void;
  /** Waiting updates from `offset` on; what lies before it is confirmed and gone. */
  take(offset: number, limit: number): Update[];
  count(): number;
  clear(): void;
  /** For webhooks: lanes with something in them, the oldest update of a lane, and its end. */
  lanes(): string[];
  first(lane: string): Update | undefined;
  remove(updateId: number): void;
  /** The remembered list; nothing when the default holds. */
  allowed(): string[] | undefined;
  /** An empty list brings the default back. */
  allow(types: string[]): void;
  /** Calls back after each push. */
  onPush(listener: (lane: string) => void): void;
}

const day = 24 * 60 * 60;
const notByDefault = ['chat_member', 'message_reaction', 'message_reaction_count'];
/** The server cuts an answer at about 4 MiB. */
const mostAnswerLength = 4 * 1024 * 1024;

interface Row {
  id: number;
  body: string;
}

interface Next {
  id: number;
  /** Seconds: when the last update was made. */
  at: number;
}

export function newUpdateQueue(store: Store, clock: Clock): UpdateQueue {
  const listeners: ((lane: string) => void)[] = [];
  return {
    push,
    take,
    count,
    clear: () => void store.run('delete from updates'),
    lanes,
    first,
    remove: (updateId) => void store.run('delete from updates where id = ?', updateId),
    allowed: () => store.readSetting('allowed_updates') as string[] | undefined,
    allow: (types) => store.writeSetting('allowed_updates', types.length > 0 ? types : undefined),
    onPush: (listener) => void listeners.push(listener),
  };

  function push(lane: string, body: UpdateBody): void {
    if (!wanted(Object.keys(body)[0] as string)) return;
    const now = seconds();
    store.together(() => {
      const { id } = next(now);
      store.run(
        'insert into updates (id, lane, body, expires_at) values (?, ?, ?, ?)',
        ...[id, lane, JSON.stringify(body), now + day],
      );
      store.writeSetting('next_update', { id: id + 1, at: now } satisfies Next);
    });
    for (const listener of listeners) listener(lane);
  }

  function wanted(type: string): boolean {
    const allowed = store.readSetting('allowed_updates') as string[] | undefined;
    return allowed ? allowed.includes(type) : !notByDefault.includes(type);
  }

  /** Begins at a random number, and again after a week without updates. */
  function next(now: number): Next {
    const known = store.readSetting('next_update') as Next | undefined;
    const fresh = known && (now - known.at < 7 * day || count() > 0);
    return fresh ? known : { id: randomInt(2_000_001, 1_000_000_000), at: now };
  }

  function take(offset: number, limit: number): Update[] {
    expire();
    const from = confirm(offset);
    const rows = store.all<Row>(
      'select id, body from updates where id >= ? order by id limit ?',
      from,
      limit,
    );
    let length = 0;
    const fitting = rows.filter(({ body }, index) => {
      length += body.length;
      return index === 0 || length <= mostAnswerLength;
    });
    return fitting.map(updateOf);
  }

  /** Forgets what the offset confirms; gives back where to read from. */
  function confirm(offset: number): number {
    if (offset === 0) return 0;
    const head = store.one<{ id: number | null }>('select min(id) as id from updates')?.id;
    if (head === undefined || head === null) return 0;
    const tail = next(seconds()).id;
    const from = offset < 0 ? Math.max(head, tail + offset) : offset;
    // A number far outside counts as "from the beginning" and confirms nothing.
    if (from > tail + 10 || from < head - 100_000) return 0;
    store.run('delete from updates where id < ?', from);
    return from;
  }

  function count(): number {
    expire();
    return store.one<{ count: number }>('select count(*) as count from updates')?.count ?? 0;
  }

  function lanes(): string[] {
    const rows = store.all<{ lane: string }>(
      'select lane, min(id) as first from updates group by lane order by first',
    );
    return rows.map(({ lane }) => lane);
  }

  function first(lane: string): Update | undefined {
    expire();
    const row = store.one<Row>(
      'select id, body from updates where lane = ? order by id limit 1',
      lane,
    );
    return row && updateOf(row);
  }

  function expire(): void {
    store.run('delete from updates where expires_at <= ?', seconds());
  }

  function seconds(): number {
    return Math.floor(clock.now().getTime() / 1000);
  }
}

function updateOf({ id, body }: Row): Update {
  return { update_id: id, ...(JSON.parse(body) as UpdateBody) } as Update;
}
