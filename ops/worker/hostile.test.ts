/* What somebody on the way, or a caller who means harm, can send to the media worker. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWorker } from 'mediasoup';
import type { types } from 'mediasoup';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientHello, groups, isDtls, srtpProfiles, suites } from './test/dtls.ts';
import { dtlsConnected, openEnd, relay } from './test/link.ts';
import { bindingRequest } from './test/stun.ts';
import { workerPath } from './worker.mjs';

const opus = { kind: 'audio', mimeType: 'audio/opus', clockRate: 48000, channels: 2 } as const;
const codec = { mimeType: opus.mimeType, clockRate: opus.clockRate, channels: 2, payloadType: 100 };

let worker: types.Worker;
let router: types.Router;
beforeAll(async () => {
  const workerBin = workerPath();
  if (workerBin === undefined) throw new Error('No worker in the cache: run `node ops/worker/worker.mjs`.');
  worker = await createWorker({ workerBin, logLevel: 'none' });
  router = await worker.createRouter({ mediaCodecs: [opus] });
});
afterAll(async () => {
  worker.close();
  if (!worker.subprocessClosed) await once(worker, 'subprocessclose');
});

const transport = () => router.createWebRtcTransport({ listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }] });

async function connected() {
  const [from, to] = await Promise.all([transport(), transport()]);
  const link = await relay(from, to);
  const both = Promise.all([dtlsConnected(from), dtlsConnected(to)]);
  await to.connect({ dtlsParameters: { ...from.dtlsParameters, role: 'client' } });
  await from.connect({ dtlsParameters: { ...to.dtlsParameters, role: 'server' } });
  await both;
  return { from, to, link };
}

/** A voice over SRTP: `say` sends a word at one end, `heard` has what came out at the other; each word is said once. */
async function voice({ from, to }: Pick<Awaited<ReturnType<typeof connected>>, 'from' | 'to'>, ssrc: number) {
  const direct = await router.createDirectTransport();
  const { rtpCapabilities } = router;
  const rtpParameters = { codecs: [codec], encodings: [{ ssrc }] };
  const source = await direct.produce({ kind: 'audio', rtpParameters });
  const sent = await from.consume({ producerId: source.id, rtpCapabilities });
  const received = await to.produce({ kind: 'audio', rtpParameters: sent.rtpParameters });
  const sink = await direct.consume({ producerId: received.id, rtpCapabilities });
  const said: string[] = [];
  const heard: string[] = [];
  // behind the header and its extension (RFC 3550, section 5.3.1)
  sink.on('rtp', packet => {
    const extension = (packet[0] ?? 0) & 0x10 ? 4 + 4 * packet.readUInt16BE(14) : 0;
    heard.push(packet.subarray(12 + extension).toString());
  });
  const say = (word: string) => {
    said.push(word);
    source.send(rtpPacket(ssrc, said.length, Buffer.from(word)));
  };
  /** UDP may lose a word, above all right after a flood: says one after the other, each once, until one is heard. */
  const sayUntilHeard = (word: string) =>
    expect
      .poll(
        () => {
          const isHeard = heard.some(one => one.startsWith(word));
          if (!isHeard) say(`${word} ${said.length}`);
          return isHeard;
        },
        { timeout: 30_000, interval: 100 },
      )
      .toBe(true);
  return { said, heard, say, sayUntilHeard };
}

/** RFC 3550, section 5.1: version 2, no padding, extension or sources. */
function rtpPacket(ssrc: number, number: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(12);
  header[0] = 0x80;
  header[1] = codec.payloadType;
  header.writeUInt16BE(number, 2);
  header.writeUInt32BE(number * 960, 4);
  header.writeUInt32BE(ssrc, 8);
  return Buffer.concat([header, payload]);
}
/** First byte 128 to 191 (RFC 7983, section 7), and no RTCP (RFC 5761, section 4). */
const isRtp = ([first = 0, second = 0]: Buffer) =>
  first >= 128 && first <= 191 && (second < 192 || second > 223);

test('SRTP that was made up, altered, repeated or malformed goes nowhere, and the next true packet arrives', async () => {
  const call = await connected();
  const { said, heard, sayUntilHeard } = await voice(call, 1111);
  await sayUntilHeard('one');
  const true_ = call.link.seen.findLast(isRtp);
  if (!true_) throw new Error('no SRTP was seen');
  const altered = (at: number) => Buffer.from(true_.map((byte, index) => (index === at ? byte ^ 1 : byte)));
  // repeated; each bit of the last octets and of the header; cut to every length; with a header alone right
  call.link.toB(true_);
  for (let at = 0; at < true_.length; at++) call.link.toB(altered(at));
  for (let length = 1; length < true_.length; length++) call.link.toB(true_.subarray(0, length));
  for (let i = 0; i < 500; i++) {
    const forged = Buffer.concat([true_.subarray(0, 12), randomBytes(1 + (i % 1200))]);
    forged.writeUInt16BE(2 + i, 2);
    call.link.toB(forged);
    call.link.toB(Buffer.concat([Buffer.from([0x80 + (i % 64)]), randomBytes(i)]));
  }
  await sayUntilHeard('two');
  expect(heard).toEqual(said.filter(word => heard.includes(word)));
  call.link.close();
});

test('a flood of a caller’s own true packets ends nobody else’s call', async () => {
  const [loud, quiet] = await Promise.all([connected(), connected()]);
  const flood = await voice(loud, 2222);
  const other = await voice(quiet, 3333);
  for (let i = 0; i < 20_000; i++) flood.say('x'.repeat(160));
  await other.sayUntilHeard('still here');
  await flood.sayUntilHeard('and here');
  for (const { link } of [loud, quiet]) link.close();
});

test('a peer whose certificate is not that of the signaling gets no media', async () => {
  const [from, to] = await Promise.all([transport(), transport()]);
  const link = await relay(from, to);
  const ended = new Promise<types.DtlsState>(resolve =>
    to.on('dtlsstatechange', state => {
      if (state !== 'connecting') resolve(state);
    }),
  );
  const fingerprints = from.dtlsParameters.fingerprints.map(({ algorithm, value }) => ({
    algorithm,
    value: value.replace(/[0-9A-F]{2}$/, last => (last === '00' ? '01' : '00')),
  }));
  await to.connect({ dtlsParameters: { role: 'client', fingerprints } });
  await from.connect({ dtlsParameters: { ...to.dtlsParameters, role: 'server' } });
  expect(await ended).toBe('failed');
  link.close();
});

test('a ClientHello from an address that ICE did not choose is not answered, and takes no one’s place', async () => {
  const [from, to] = await Promise.all([transport(), transport()]);
  const stranger = await openEnd(from);
  const answers: Buffer[] = [];
  stranger.socket.on('message', datagram => answers.push(datagram));
  const hello = clientHello({
    suites: [suites.ecdheEcdsaAes256Gcm],
    groups: [groups.p384],
    srtpProfiles: [srtpProfiles.gcm256],
  });
  const link = await relay(from, to);
  await from.connect({ dtlsParameters: { ...to.dtlsParameters, role: 'client' } });
  for (let i = 0; i < 20; i++) stranger.send(hello);
  const both = Promise.all([dtlsConnected(from), dtlsConnected(to)]);
  await to.connect({ dtlsParameters: { ...from.dtlsParameters, role: 'server' } });
  for (let i = 0; i < 20; i++) stranger.send(hello);
  await both;
  const { sayUntilHeard } = await voice({ from: to, to: from }, 4444);
  await sayUntilHeard('true');
  expect(answers.filter(isDtls)).toEqual([]);
  // the same, once ICE has been asked with the right password, would be answered: the control
  const asked = await transport();
  const invited = await openEnd(asked);
  invited.send(bindingRequest(invited.ice));
  await once(invited.socket, 'message');
  await asked.connect({ dtlsParameters: { ...to.dtlsParameters, role: 'client' } });
  const answered = new Promise<void>(resolve =>
    invited.socket.on('message', datagram => {
      if (isDtls(datagram)) resolve();
    }),
  );
  invited.send(hello);
  await answered;
  for (const { socket } of [stranger, invited]) socket.close();
  link.close();
});
