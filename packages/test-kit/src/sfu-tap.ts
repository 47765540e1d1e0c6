/**
 * Listens in on an SFU as its operator could, without a change to the product:
 *
 *     SFU_TAP_FILE=/path/tap.jsonl node --import <this file> services/sfu/src/main.ts
 *
 * Every RTP packet that the node forwards is appended to the file as one line
 * of JSON, a `TappedPacket`. What can be read there is what the server sees.
 */
import { openSync, writeSync } from 'node:fs';
import process from 'node:process';
import { observer } from 'mediasoup';
import type { types } from 'mediasoup';

export interface TappedPacket {
  producerId: string;
  kind: 'audio' | 'video';
  sequence: number;
  /** Packets of one frame have the same: 90 kHz for video, 48 kHz for audio. */
  timestamp: number;
  /** Set on the last packet of a video frame. */
  marker: boolean;
  /** As the SFU sees it, in base64; for VP8 it begins with the payload descriptor (RFC 7741 section 4.2). */
  payload: string;
}

/**
 * Takes the header off an RTP packet (RFC 3550 section 5.1): contributing
 * sources, header extension and padding are not payload.
 */
export function readPacket(packet: Buffer): Omit<TappedPacket, 'producerId' | 'kind'> {
  const first = packet.readUInt8(0);
  const second = packet.readUInt8(1);
  let start = 12 + 4 * (first & 0x0f);
  if (first & 0x10) start += 4 + 4 * packet.readUInt16BE(start + 2);
  const padding = first & 0x20 ? packet.readUInt8(packet.length - 1) : 0;
  return {
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    marker: (second & 0x80) !== 0,
    payload: packet.subarray(start, packet.length - padding).toString('base64'),
  };
}

/** Taps every producer that is consumed, of every router, from now on; `write` gets each packet. */
export function tap(write: (packet: TappedPacket) => void): void {
  observer.on('newworker', worker => {
    worker.observer.on('newrouter', router => tapRouter(router, write));
  });
}

/**
 * Listens to a producer once somebody else does: a consumer of its own would ask for key frames while nobody can
 * open them yet, and so change what is measured.
 */
function tapRouter(router: types.Router, write: (packet: TappedPacket) => void): void {
  let direct: Promise<types.DirectTransport> | undefined;
  const tapped = new Set<string>();
  const listenTo = async (producerId: string, kind: types.MediaKind): Promise<void> => {
    direct ??= router.createDirectTransport();
    const transport = await direct;
    const consumer = await transport.consume({ producerId, rtpCapabilities: router.rtpCapabilities });
    consumer.on('rtp', packet => write({ producerId, kind, ...readPacket(packet) }));
  };
  router.observer.on('newtransport', transport => {
    if (transport.type === 'direct') return;
    transport.observer.on('newconsumer', consumer => {
      const { producerId, kind } = consumer;
      const follow = (): void => {
        if (tapped.has(producerId)) return;
        tapped.add(producerId);
        listenTo(producerId, kind).catch((error: unknown) => {
          // a call that ended meanwhile is no fault; anything else must not pass for "nothing was seen"
          if (!consumer.closed) throw error;
        });
      };
      if (consumer.paused) consumer.observer.on('resume', follow);
      else follow();
    });
  });
}

const file = process.env['SFU_TAP_FILE'];
if (file !== undefined && file !== '') {
  const descriptor = openSync(file, 'a', 0o600);
  tap(packet => writeSync(descriptor, `${JSON.stringify(packet)}\n`));
}
