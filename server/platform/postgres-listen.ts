/** LISTEN on a connection of its own, which comes back by itself and then says that something may have been missed. */
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

interface Listener {
  onPayload: (payload: string) => void;
  onGap: () => void;
}

const reconnectDelay = 500;

export function postgresListener(url: string) {
  const listeners = new Map<string, Listener[]>();
  let client: Client | undefined;
  let connecting: Promise<void> | undefined;
  let closed = false;

  return { listen, close };

  async function listen(
    channel: string,
    onPayload: Listener['onPayload'],
    onGap: Listener['onGap'],
  ): Promise<void> {
    const known = listeners.get(channel);
    listeners.set(channel, [...(known ?? []), { onPayload, onGap }]);
    connecting ??= connect();
    await connecting;
    if (!known) await client?.query(`listen "${channel}"`);
  }

  async function close(): Promise<void> {
    closed = true;
    await client?.end();
  }

  async function connect(): Promise<void> {
    const next = new Client({ connectionString: url, keepAlive: true });
    next.on('notification', ({ channel, payload }) => {
      for (const { onPayload } of listeners.get(channel) ?? []) onPayload(payload ?? '');
    });
    next.on('error', () => {});
    next.on('end', () => void reconnect());
    await next.connect();
    for (const channel of listeners.keys()) await next.query(`listen "${channel}"`);
    client = next;
  }

  async function reconnect(): Promise<void> {
    while (!closed) {
      await delay(reconnectDelay);
      if (closed) return;
      try {
        await connect();
        for (const { onGap } of [...listeners.values()].flat()) onGap();
        return;
      } catch {
        // The server is still away: try again.
      }
    }
  }
}
