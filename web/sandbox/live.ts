/** Follows the sandbox by its one stream, shared by all tabs, and puts what changes into what was read. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { sandboxEvents } from '../../contract/sandbox.ts';
import type { SandboxChat, SandboxEvent, SandboxPhone } from '../../contract/sandbox-shapes.ts';
import { askAfresh } from '../lib/afresh.ts';
import { sharedStream } from '../lib/shared-stream.ts';
import { type StreamState, stream } from '../lib/stream.ts';
import { changed, withPhone } from './chat.ts';
import { keys } from './sandbox-queries.ts';

const feed = sharedStream<SandboxEvent>('otklik:sandbox', (listening) =>
  stream(sandboxEvents, {}, listening),
);

/** Keeps all reads of the sandbox fresh; `hear` is told every event as well. */
export function useLive(hear: (event: SandboxEvent) => void): StreamState {
  const client = useQueryClient();
  const [state, setState] = useState<StreamState>('connecting');
  const heard = useEffectEvent((event: SandboxEvent) => {
    note(client, event);
    hear(event);
  });
  const moved = useEffectEvent((to: StreamState) => {
    // A tab that follows another one joins in the middle and has missed what came before.
    if (to === 'open') readAgain(client);
    setState(to);
  });
  useEffect(() => feed.join({ hear: (event) => heard(event), state: (to) => moved(to) }), []);
  return state;
}

/** Puts what changed into what was read. */
export function note(client: QueryClient, event: SandboxEvent): void {
  switch (event.type) {
    case 'ready':
    case 'state':
      readAgain(client);
      break;
    case 'typing':
      break;
    case 'phone': {
      const { phone } = event;
      change<SandboxPhone[]>(client, keys.phones, (phones) => withPhone(phones, phone));
      change<SandboxChat>(client, keys.chat(phone.id), (chat) => ({ ...chat, phone }));
      break;
    }
    default:
      change<SandboxChat>(client, keys.chat(event.phoneId), (chat) => changed(chat, event));
  }
}

function readAgain(client: QueryClient): void {
  askAfresh(client, { queryKey: keys.all });
}

/** An answer that is on its way may be older than the event: then it is asked for once more. */
function change<T>(client: QueryClient, queryKey: readonly string[], to: (old: T) => T): void {
  if (client.isFetching({ queryKey, exact: true }) > 0) {
    askAfresh(client, { queryKey, exact: true });
  }
  client.setQueryData<T>([...queryKey], (old) => (old === undefined ? old : to(old)));
}
