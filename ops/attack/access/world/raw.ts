import { connect, type Socket } from 'node:net';

/** A connection on which one says what no HTTP client would. */
export type Raw = { socket: Socket; heard: () => string; closed: Promise<void>; isOpen: () => boolean };

export function openRaw(url: string, from?: string): Promise<Raw> {
  const { hostname, port } = new URL(url);
  const socket = connect({
    host: hostname,
    port: Number(port),
    ...(from === undefined ? {} : { localAddress: from }),
  });
  let [text, open] = ['', true];
  socket.on('data', chunk => (text += chunk.toString('latin1')));
  socket.on('error', () => undefined);
  const closed = new Promise<void>(resolve =>
    socket.once('close', () => {
      open = false;
      resolve();
    }),
  );
  return new Promise(resolve =>
    socket.once('connect', () => resolve({ socket, heard: () => text, closed, isOpen: () => open })),
  );
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise(resolve => setTimeout(resolve, milliseconds));

/** Sends bytes and gives what came back until the other side closed, or for so long. */
export async function exchange(url: string, bytes: string, patienceMs = 5000): Promise<string> {
  const { socket, heard, closed } = await openRaw(url);
  socket.write(Buffer.from(bytes, 'latin1'));
  await Promise.race([closed, pause(patienceMs)]);
  socket.destroy();
  return heard();
}
