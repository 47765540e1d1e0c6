import { opusParameters } from '@visavis/protocol';
import { Device } from 'mediasoup-client';
import type { types } from 'mediasoup-client';

/**
 * A page with both ends of a call: a customer that sends camera and
 * microphone, an agent that receives them. `command` is the test's control
 * connection; it answers with the value of a command.
 */
declare global {
  var command: (name: string, request: object) => Promise<never>;
  var call: () => Promise<{ framesDecoded: number; audioPackets: number; audioLevelNegotiated: boolean }>;
}

const session = { session: 'browser', fence: 1 };
const customer = { ...session, participant: 'customer', generation: 0 };
const agent = { ...session, participant: 'agent', generation: 0 };

/** Opus as the ends announce it. */
const strict = (media: types.RtpParameters): types.RtpParameters => ({
  ...media,
  codecs: media.codecs.map(codec =>
    codec.mimeType === 'audio/opus'
      ? { ...codec, parameters: { ...codec.parameters, ...opusParameters } }
      : codec,
  ),
});

globalThis.call = async () => {
  const { routerRtpCapabilities }: { routerRtpCapabilities: types.RtpCapabilities } = await command(
    'session.open',
    session,
  );
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities });

  const sending = device.createSendTransport(
    await command('transport.open', { ...customer, direction: 'send' }),
  );
  connect(sending, customer);
  sending.on('produce', ({ kind, rtpParameters }, done, failed) => {
    const slot = kind === 'video' ? 'camera' : 'microphone';
    command('producer.open', { ...customer, slot, kind, rtpParameters: strict(rtpParameters) }).then(
      ({ producerId }: { producerId: string }) => done({ id: producerId }),
      failed,
    );
  });
  const receiving = device.createRecvTransport(
    await command('transport.open', { ...agent, direction: 'receive' }),
  );
  connect(receiving, agent);

  const media = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
  const consumers: types.Consumer[] = [];
  for (const track of media.getTracks()) {
    const producer = await sending.produce({ track });
    consumers.push(await consume(device, receiving, producer.id));
  }
  const [audio, video] = consumers.sort((a, b) => a.kind.localeCompare(b.kind));
  if (!audio || !video) throw new Error('a track is missing');
  return {
    framesDecoded: await reaches(video, 'framesDecoded', 10),
    audioPackets: await reaches(audio, 'packetsReceived', 10),
    audioLevelNegotiated:
      device.recvRtpCapabilities.headerExtensions?.some(({ uri }) => uri.includes('audio-level')) ?? false,
  };
};

function connect(transport: types.Transport, who: object): void {
  transport.on('connect', ({ dtlsParameters }, done, failed) => {
    const direction = transport.direction === 'send' ? 'send' : 'receive';
    command('transport.connect', { ...who, direction, dtlsParameters }).then(done, failed);
  });
}

async function consume(device: Device, transport: types.Transport, producerId: string) {
  const rtpCapabilities = device.recvRtpCapabilities;
  const answer: { consumerId: string; kind: types.MediaKind; rtpParameters: types.RtpParameters } =
    await command('consumer.open', { ...agent, producerId, rtpCapabilities });
  const { consumerId, kind, rtpParameters } = answer;
  const consumer = await transport.consume({ id: consumerId, producerId, kind, rtpParameters });
  const element = document.createElement(kind);
  element.srcObject = new MediaStream([consumer.track]);
  element.muted = true;
  document.body.append(element);
  void element.play();
  await command('consumer.resume', { ...agent, consumerId });
  return consumer;
}

/** Resolves with a received stream's counter as soon as it is at least `least`. */
async function reaches(consumer: types.Consumer, counter: string, least: number): Promise<number> {
  for (;;) {
    for (const report of (await consumer.getStats()).values() as Iterable<Record<string, unknown>>) {
      const count = report['type'] === 'inbound-rtp' ? Number(report[counter] ?? 0) : 0;
      if (count >= least) return count;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
