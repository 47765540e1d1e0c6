import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { types } from 'mediasoup';
import { bindingRequest, isStun } from './stun.ts';

export async function dtlsConnected(transport: types.WebRtcTransport): Promise<void> {
  for (;;) {
    const [state] = (await once(transport, 'dtlsstatechange')) as [types.DtlsState];
    if (state === 'connected') return;
    if (state === 'failed' || state === 'closed') throw new Error(`DTLS ${state}`);
  }
}

/**
 * Joins two transports of the worker, which never open a connection themselves (ICE lite): a
 * socket toward each answers as its ICE peer and hands all else on to the other.
 */
export async function relay(a: types.WebRtcTransport, b: types.WebRtcTransport) {
  const seen: Buffer[] = [];
  const ends = await Promise.all([a, b].map(openEnd));
  ends.forEach((end, index) => {
    end.socket.on('message', datagram => {
      if (isStun(datagram)) return;
      seen.push(datagram);
      ends[1 - index]?.send(datagram);
    });
    end.send(bindingRequest(end.ice));
  });
  return {
    seen,
    /** As if it came from the other one: what stands on the way can do that. */
    toB: (datagram: Buffer) => ends[1]?.send(datagram),
    close: () => ends.forEach(end => end.socket.close()),
  };
}

/** A socket toward a transport, which knows it once it has sent `bindingRequest`. */
export async function openEnd(transport: types.WebRtcTransport) {
  const port = transport.iceCandidates[0]?.port;
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    socket,
    ice: transport.iceParameters,
    send: (datagram: Buffer) => socket.send(datagram, port, '127.0.0.1'),
  };
}
