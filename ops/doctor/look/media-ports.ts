import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { ok, problem, reasonOf, unknown, type Finding } from '../finding.ts';
import { openRelay } from '../turn/relay.ts';

const check = 'media-ports';
const echoWithinMs = 3_000;

type Media = {
  listen: readonly string[];
  announced: readonly string[];
  mediaPorts: { min: number; max: number };
  turn: { urls: readonly string[]; secret: string } | undefined;
  /** A media node runs, so that some ports being taken is as it should be. */
  isNodeAlive: boolean;
};

/**
 * Takes a media port and, where there is a TURN server, sends a packet from there to the announced address: what
 * arrives has come the way a caller's media comes. Media nodes on other machines cannot be looked at from here.
 */
export async function lookAtMediaPorts(media: Media): Promise<Finding[]> {
  const { min, max } = media.mediaPorts;
  const taken = await takeFree(media.listen[0] ?? '127.0.0.1', min, max);
  if ('error' in taken) {
    if (media.isNodeAlive)
      return [ok(check, `All media ports (${min}-${max}) are in use here; a media node is running.`)];
    return [
      problem(check, {
        what: `None of the media ports ${min}-${max} can be bound: ${reasonOf(taken.error)}.`,
        why: 'A media node could not start.',
        todo: 'Set MEDIA_PORTS to a range that is free, and MEDIA_LISTEN to an address of this machine.',
      }),
    ];
  }
  try {
    const { port } = taken.socket.address();
    const bound = ok(check, `Media ports can be bound (${port} of ${min}-${max}).`);
    return [bound, ...(await lookThroughRelay(taken.socket, port, media))];
  } finally {
    taken.socket.close();
  }
}

async function takeFree(
  address: string,
  min: number,
  max: number,
): Promise<{ socket: Socket } | { error: unknown }> {
  let last: unknown;
  for (let port = min; port <= max; port += 1) {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    try {
      const bound = once(socket, 'listening');
      socket.bind(port, address);
      await bound;
      return { socket };
    } catch (error) {
      socket.close();
      last = error;
    }
  }
  return { error: last };
}

async function lookThroughRelay(socket: Socket, port: number, media: Media): Promise<Finding[]> {
  const url = media.turn?.urls.find(candidate => !candidate.includes('transport=tcp'));
  const [address] = media.announced;
  if (!media.turn || url === undefined || address === undefined) return [];
  try {
    const relay = await openRelay(url, media.turn.secret);
    try {
      const mark = `visavis-doctor-${port}`;
      const arrived = arrival(socket, mark);
      await relay.send({ address, port }, Buffer.from(mark));
      if (await arrived) return [ok(check, `A packet from the TURN server to ${address}:${port} arrived.`)];
    } finally {
      relay.close();
    }
    return [
      problem(check, {
        what: `A packet from the TURN server to ${address}:${port} did not arrive.`,
        why: 'Callers’ media would not arrive either.',
        todo: 'Open MEDIA_PORTS for UDP in the firewall, and forward them unchanged where there is NAT; from inside a container or on another machine than the media node’s this look says nothing.',
      }),
    ];
  } catch (error) {
    return [
      unknown(check, {
        what: `Whether packets from outside arrive was not tried: the TURN server gave no relay (${reasonOf(error)}).`,
        why: 'The media ports may be closed without anyone noticing.',
        todo: 'Mend the TURN server (see there), then look again.',
      }),
    ];
  }
}

const arrival = (socket: Socket, mark: string): Promise<boolean> =>
  new Promise(resolve => {
    const timer = setTimeout(() => resolve(false), echoWithinMs);
    socket.on('message', message => {
      if (message.toString() !== mark) return;
      clearTimeout(timer);
      resolve(true);
    });
  });
