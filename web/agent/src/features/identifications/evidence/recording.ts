import { cuesOf, type Cue } from '@visavis/archive';
import {
  BufferSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  MATROSKA,
  Output,
  WEBM,
  WebMOutputFormat,
  type InputAudioTrack,
  type InputVideoTrack,
} from 'mediabunny';

/** A recording as browsers can play it: they play only the first sound track of a file, so each voice has its own. */
export type PreparedRecording = {
  /** Picture and the customer's voice. */
  main: string;
  /** The agent's voice on the same time; null when the recording has one voice. */
  second: string | null;
  steps: Cue[];
};

/** RFC 6716: an Opus packet of 20 ms silence. */
const silence = Uint8Array.of(0xf8, 0xff, 0xfe);

/**
 * Takes a recording apart without a second encode, and makes it seekable, also when it was cut off.
 * @throws Error when there is no picture in it
 */
export async function prepareRecording(
  webm: Uint8Array<ArrayBuffer>,
  urlOf: (blob: Blob) => string,
): Promise<PreparedRecording> {
  const input = new Input({ source: new BufferSource(webm), formats: [WEBM, MATROSKA] });
  const picture = await input.getPrimaryVideoTrack();
  if (!picture) throw new Error('no picture');
  const [customer, agent] = await input.getAudioTracks();
  const main = await remux(picture, customer);
  const second = agent ? await remux(null, agent) : null;
  return {
    main: urlOf(new Blob([main], { type: 'video/webm' })),
    second: second && urlOf(new Blob([second], { type: 'audio/webm' })),
    steps: cuesOf(webm),
  };
}

type Copy = { time: number; add: () => Promise<void> };

async function remux(
  picture: InputVideoTrack | null,
  voice: InputAudioTrack | undefined,
): Promise<ArrayBuffer> {
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const copies: AsyncGenerator<Copy>[] = [];
  if (picture) {
    const source = new EncodedVideoPacketSource('vp8');
    output.addVideoTrack(source);
    copies.push(copyVideo(picture, source));
  }
  if (voice) {
    const source = new EncodedAudioPacketSource('opus');
    output.addAudioTrack(source);
    copies.push(copyAudio(voice, source));
  }
  await output.start();
  await inTime(copies);
  await output.finalize();
  if (!target.buffer) throw new Error('nothing was written');
  return target.buffer;
}

async function* copyVideo(track: InputVideoTrack, source: EncodedVideoPacketSource): AsyncGenerator<Copy> {
  const decoderConfig = (await track.getDecoderConfig()) ?? undefined;
  for await (const packet of packetsOf(new EncodedPacketSink(track)))
    yield { time: packet.timestamp, add: () => source.add(packet, decoderConfig && { decoderConfig }) };
}

/** Begins at zero whenever the voice did, so that both files have the same time. */
async function* copyAudio(track: InputAudioTrack, source: EncodedAudioPacketSource): AsyncGenerator<Copy> {
  const decoderConfig = (await track.getDecoderConfig()) ?? undefined;
  const meta = decoderConfig && { decoderConfig };
  let isFirst = true;
  for await (const packet of packetsOf(new EncodedPacketSink(track))) {
    if (isFirst && packet.timestamp > 0)
      yield { time: 0, add: () => source.add(new EncodedPacket(silence, 'key', 0, 0.02), meta) };
    isFirst = false;
    yield { time: packet.timestamp, add: () => source.add(packet, meta) };
  }
}

/** All packets up to where the file was cut off. */
async function* packetsOf(sink: EncodedPacketSink): AsyncGenerator<EncodedPacket> {
  try {
    for (let packet = await sink.getFirstPacket(); packet; packet = await sink.getNextPacket(packet))
      yield packet;
  } catch {
    // the last block is not whole: what came before it plays
  }
}

/** A muxer wants the packets of all tracks in the order of their times. */
async function inTime(copies: readonly AsyncGenerator<Copy>[]): Promise<void> {
  const heads = await Promise.all(copies.map(async copy => ({ copy, head: await copy.next() })));
  for (;;) {
    let earliest: { copy: AsyncGenerator<Copy>; head: IteratorResult<Copy> } | undefined;
    for (const one of heads) {
      if (one.head.done) continue;
      if (!earliest || earliest.head.done || one.head.value.time < earliest.head.value.time) earliest = one;
    }
    if (!earliest || earliest.head.done) return;
    await earliest.head.value.add();
    earliest.head = await earliest.copy.next();
  }
}
