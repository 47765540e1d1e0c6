import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';

/** The code of a refusal to connect, or the connected socket. */
export async function connectConsole(
  url: string,
  { cookie, origin, as }: { cookie: string; origin: string; as: 'agent' | 'supervisor' },
): Promise<Socket | string> {
  const socket = io(url, {
    transports: ['websocket'],
    auth: as === 'agent' ? { as, console: randomUUID(), takeOver: true } : { as },
    extraHeaders: { origin, cookie },
    reconnection: false,
    forceNew: true,
  });
  return new Promise(resolve => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', error => {
      socket.close();
      resolve((error as { data?: { code?: string } }).data?.code ?? error.message);
    });
  });
}

/** @throws when it is refused */
export async function mustConnect(...how: Parameters<typeof connectConsole>): Promise<Socket> {
  const connected = await connectConsole(...how);
  if (typeof connected === 'string') throw new Error(`no socket: ${connected}`);
  return connected;
}

export const disconnected = (socket: Socket): Promise<void> =>
  new Promise(resolve => {
    if (socket.connected) socket.once('disconnect', () => resolve());
    else resolve();
  });
