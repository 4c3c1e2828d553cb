/** The way to a server: while it is shut, connections are refused, and those that stood are broken. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Gate {
  /** `http://127.0.0.1:<port>` */
  root: string;
  shut(): Promise<void>;
  open(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a gate to an address like `http://127.0.0.1:9023`; its port stays the same. */
export async function openGate(to: string): Promise<Gate> {
  const { hostname, port: target } = new URL(to);
  const sockets = new Set<Socket>();
  const server = createServer((inner) => {
    const outer = connect(Number(target), hostname);
    for (const [socket, other] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      sockets.add(socket);
      socket.once('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      // What breaks here is what the test wants to break.
      socket.on('error', () => {});
      socket.pipe(other);
    }
  });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return { root: `http://127.0.0.1:${port}`, shut, open: () => listen(port), close: shut };

  async function listen(at: number): Promise<void> {
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
  }

  async function shut(): Promise<void> {
    if (!server.listening) return;
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, 'close');
  }
}
