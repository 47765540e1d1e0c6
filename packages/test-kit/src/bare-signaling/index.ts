import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callRequests, type Body, type RtpCapabilities } from '@visavis/protocol';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import type { SfuControl } from '../sfu-control.ts';

type Role = 'customer' | 'agent';
type Event = Exclude<keyof typeof callRequests, 'call:leave' | 'call:relay' | 'call:restart_ice'>;

interface End {
  socket?: Socket;
  joined: boolean;
  capabilities?: RtpCapabilities;
  producers: string[];
  dataProducers: string[];
}
interface Room {
  attemptId: string;
  ends: Record<Role, End>;
}

const other = (role: Role): Role => (role === 'agent' ? 'customer' : 'agent');
const newEnd = (): End => ({ joined: false, producers: [], dataProducers: [] });

/** What an end of a call asks of signaling, done by the SFU at once: no database, no permission, two ends. */
function handlers(sfu: SfuControl, room: Room, role: Role) {
  const { attemptId, ends } = room;
  const inSession = { session: attemptId, fence: 1 };
  const as = (end: Role) => ({ ...inSession, participant: end, generation: 1 });
  const announce = async (producerId: string, to: Role) => {
    const { capabilities, socket } = ends[to];
    if (!capabilities) return;
    const consumer = await sfu.command('consumer.open', {
      ...as(to),
      producerId,
      rtpCapabilities: capabilities,
    });
    socket?.emit('call:consumer', { attemptId, ...consumer });
  };
  const announceData = async (dataProducerId: string, to: Role) => {
    if (!ends[to].capabilities) return;
    const consumer = await sfu.command('data_consumer.open', { ...as(to), dataProducerId });
    ends[to].socket?.emit('call:data_consumer', { attemptId, ...consumer });
  };
  return {
    'call:join': async () => {
      const { routerRtpCapabilities } = await sfu.command('session.open', inSession);
      const [send, receive] = await Promise.all([
        sfu.command('transport.open', { ...as(role), direction: 'send' }),
        sfu.command('transport.open', { ...as(role), direction: 'receive' }),
      ]);
      ends[role].joined = true;
      for (const end of ['customer', 'agent'] as const)
        if (ends[end].joined && ends[other(end)].joined)
          ends[end].socket?.emit('call:peer', {
            attemptId,
            participant: other(end),
            connected: true,
            generation: 1,
          });
      return { routerRtpCapabilities, send, receive, iceServers: [], generation: 1 };
    },
    'call:connect': ({ direction, dtlsParameters }: Body<typeof callRequests, 'call:connect'>) =>
      sfu.command('transport.connect', { ...as(role), direction, dtlsParameters: dtlsParameters as never }),
    'call:produce': async ({ slot, rtpParameters }: Body<typeof callRequests, 'call:produce'>) => {
      const { producerId } = await sfu.command('producer.open', {
        ...as(role),
        slot,
        kind: slot === 'camera' ? 'video' : 'audio',
        rtpParameters: rtpParameters as never,
      });
      ends[role].producers.push(producerId);
      await announce(producerId, other(role));
      return { producerId };
    },
    'call:produce_data': async ({
      channel,
      sctpStreamParameters,
    }: Body<typeof callRequests, 'call:produce_data'>) => {
      const { dataProducerId } = await sfu.command('data_producer.open', {
        ...as(role),
        channel,
        sctpStreamParameters: sctpStreamParameters as never,
      });
      ends[role].dataProducers.push(dataProducerId);
      await announceData(dataProducerId, other(role));
      return { dataProducerId };
    },
    'call:receive': async ({ rtpCapabilities }: Body<typeof callRequests, 'call:receive'>) => {
      ends[role].capabilities = rtpCapabilities;
      // copies: what is opened meanwhile announces itself
      const producers = [...ends[other(role)].producers];
      const dataProducers = [...ends[other(role)].dataProducers];
      for (const producerId of producers) await announce(producerId, role);
      for (const dataProducerId of dataProducers) await announceData(dataProducerId, role);
      return {};
    },
    'call:resume': ({ consumerId }: Body<typeof callRequests, 'call:resume'>) =>
      sfu.command('consumer.resume', { ...as(role), consumerId }),
    'call:key_frame': ({ consumerId }: Body<typeof callRequests, 'call:key_frame'>) =>
      sfu.command('consumer.key_frame', { ...as(role), consumerId }),
  } satisfies { [E in Event]: (body: Body<typeof callRequests, E>) => Promise<unknown> };
}

const handshake = z.object({ attemptId: z.string(), role: z.enum(['customer', 'agent']) });

export interface BareSignaling {
  url: string;
  close: () => void;
}

/**
 * Signaling without anything around the call: what both ends of a measured call have in common. A page connects with
 * `auth: { attemptId, role }`; the event `accept` of either end is told to both as `call:accepted`.
 * @param files served to the pages, by path
 */
export async function startBareSignaling(
  sfu: SfuControl,
  files: Record<string, [type: string, body: string]>,
): Promise<BareSignaling> {
  const http = createServer((request, response) => {
    const [type, body] = files[new URL(request.url ?? '', 'http://local').pathname] ?? ['text/plain', ''];
    response.writeHead(body ? 200 : 404, { 'content-type': type }).end(body);
  });
  const server = new Server(http, { serveClient: false, transports: ['websocket'] });
  const rooms = new Map<string, Room>();
  server.on('connection', socket => {
    const { attemptId, role } = handshake.parse(socket.handshake.auth);
    const room = rooms.get(attemptId) ?? { attemptId, ends: { customer: newEnd(), agent: newEnd() } };
    rooms.set(attemptId, room);
    room.ends[role].socket = socket;
    for (const [event, handle] of Object.entries(handlers(sfu, room, role)))
      socket.on(event, (body: unknown, acknowledge: (answer: unknown) => void) => {
        Promise.resolve(handle(body as never)).then(
          value => acknowledge({ ok: true, value }),
          (error: unknown) =>
            acknowledge({ ok: false, refusal: { code: error instanceof Error ? error.message : 'failed' } }),
        );
      });
    socket.on(
      'call:relay',
      ({ to, payload }: { to: Role; payload: string }, acknowledge: (answer: unknown) => void) => {
        room.ends[to].socket?.emit('call:relay', { attemptId, from: role, payload });
        acknowledge({ ok: true, value: {} });
      },
    );
    socket.on('accept', () => {
      for (const end of Object.values(room.ends)) end.socket?.emit('call:accepted', { attemptId });
    });
  });
  await once(http.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://localhost:${(http.address() as AddressInfo).port}/`,
    close: () => {
      void server.close();
      http.closeAllConnections();
    },
  };
}
