import { once } from 'node:events';
import { createWorker } from 'mediasoup';
import type { types } from 'mediasoup';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dtlsConnected, relay } from './test/link.ts';
import { workerPath } from './worker.mjs';

const opus = { kind: 'audio', mimeType: 'audio/opus', clockRate: 48000, channels: 2 } as const;
const codec = { mimeType: opus.mimeType, clockRate: opus.clockRate, channels: 2, payloadType: 100 };
const local = { protocol: 'udp', ip: '127.0.0.1' } as const;

let worker: types.Worker;
let router: types.Router;

beforeAll(async () => {
  const workerBin = workerPath();
  if (workerBin === undefined) throw new Error('No worker in the cache: run `node ops/worker/worker.mjs`.');
  worker = await createWorker({ workerBin, logLevel: 'warn' });
  router = await worker.createRouter({ mediaCodecs: [opus] });
});

afterAll(async () => {
  worker.close();
  if (!worker.subprocessClosed) await once(worker, 'subprocessclose');
});

describe('the mediasoup worker', () => {
  it('opens a WebRtcServer and a transport on it', async () => {
    const webRtcServer = await worker.createWebRtcServer({ listenInfos: [local] });
    const transport = await router.createWebRtcTransport({ webRtcServer, enableSctp: true });
    expect(transport.iceCandidates[0]?.address).toBe('127.0.0.1');
    expect(transport.sctpParameters?.maxMessageSize).toBeGreaterThan(0);
    webRtcServer.close();
  });

  // Covers what our build changes: OpenSSL's BIO callback (a faulty one crashes the worker in
  // the first handshake) and libsrtp 3's calls over libsrtp 2.
  it('agrees on DTLS keys and carries RTP over SRTP', async () => {
    const [from, to] = await Promise.all([transportOn(router), transportOn(router)]);
    const link = await relay(from, to);
    const connected = Promise.all([dtlsConnected(from), dtlsConnected(to)]);
    await to.connect({ dtlsParameters: { ...from.dtlsParameters, role: 'client' } });
    await from.connect({ dtlsParameters: { ...to.dtlsParameters, role: 'server' } });
    await connected;

    const direct = await router.createDirectTransport();
    const source = await direct.produce({
      kind: 'audio',
      rtpParameters: { codecs: [codec], encodings: [{ ssrc: 1111 }] },
    });
    const sent = await from.consume({
      producerId: source.id,
      rtpCapabilities: router.rtpCapabilities,
    });
    const received = await to.produce({ kind: 'audio', rtpParameters: sent.rtpParameters });
    const sink = await direct.consume({
      producerId: received.id,
      rtpCapabilities: router.rtpCapabilities,
    });
    const arrival = once(sink, 'rtp') as Promise<[Buffer]>;
    source.send(rtpPacket(1111, Buffer.from('spoken words')));
    const [packet] = await arrival;
    expect(packet.subarray(-12).toString()).toBe('spoken words');
    expect(link.seen.some(datagram => datagram.includes('spoken words'))).toBe(false);
    expect(link.seen.some(isRtp)).toBe(true);
    link.close();
  });
});

const transportOn = (on: types.Router) => on.createWebRtcTransport({ listenInfos: [local] });

/** First byte of RTP and RTCP: 128 to 191 (RFC 7983, section 7). */
const isRtp = (datagram: Buffer) => (datagram[0] ?? 0) >= 128 && (datagram[0] ?? 0) <= 191;

/** RFC 3550, section 5.1: version 2, no padding, extension or sources. */
function rtpPacket(ssrc: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(12);
  header[0] = 0x80;
  header[1] = codec.payloadType;
  header.writeUInt16BE(1, 2);
  header.writeUInt32BE(960, 4);
  header.writeUInt32BE(ssrc, 8);
  return Buffer.concat([header, payload]);
}
