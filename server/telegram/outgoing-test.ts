/** A message as the ledger hands it to the channel, for the tests of sending. */
import type { Outgoing } from '../notifications/notifications.ts';
import { anna } from './bot-test.ts';
import { laneOf } from './connections/connection.ts';

export function outgoing(given: Partial<Outgoing>): Outgoing {
  return {
    noticeId: 'a notice',
    kind: 'test',
    rank: 'news',
    lane: laneOf(anna),
    text: { text: 'hello' },
    silent: false,
    number: 1,
    again: false,
    written: () => {},
    ...given,
  };
}
