import {
  AppendOnlyStreamTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  Output,
  TextSubtitleSource,
  WebMOutputFormat,
} from 'mediabunny';
import { concat, uint, utf8, type Bytes } from '../bytes.ts';

export const VOICES = ['customer', 'agent'] as const;
/** Whose voice; each has its own track. */
export type Voice = (typeof VOICES)[number];

/** An Opus packet of 20 ms silence (RFC 6716: CELT, fullband, mono, empty). */
export const OPUS_SILENCE: Bytes = Uint8Array.of(0xf8, 0xff, 0xfe);

/** A WebM that grows at its end only: VP8 video, one Opus track a voice, the step as WebVTT. Times in seconds. */
export interface WebmWriter {
  video(data: Bytes, time: number, key: boolean): Promise<void>;
  voice(voice: Voice, data: Bytes, time: number): Promise<void>;
  /** What was shown from `start` to `end`. */
  cue(start: number, end: number, text: string): Promise<void>;
  /** Bytes written since the last call. */
  take(): Bytes;
  finish(): Promise<void>;
}

/** RFC 7845 section 5.1: two channels, no pre-skip, 48 kHz, no gain; mono packets decode under it as well. */
const opusHead = (): Bytes =>
  concat(utf8('OpusHead'), Uint8Array.of(1, 2, 0, 0), Uint8Array.of(0x80, 0xbb, 0, 0), uint(0, 3));

const vttTime = (seconds: number): string => {
  const ms = Math.round(seconds * 1000);
  const field = (value: number, width: number) => String(value).padStart(width, '0');
  const [hours, minutes] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60];
  return `${field(hours, 2)}:${field(minutes, 2)}:${field(Math.floor(ms / 1000) % 60, 2)}.${field(ms % 1000, 3)}`;
};

/** Begins a WebM whose first frame has this size in pixels. */
export async function createWebm(size: { width: number; height: number }): Promise<WebmWriter> {
  let parts: Uint8Array[] = [];
  const sink = new WritableStream<Uint8Array>({
    write: chunk => {
      parts.push(chunk.slice());
    },
  });
  const output = new Output({
    format: new WebMOutputFormat({ appendOnly: true }),
    target: new AppendOnlyStreamTarget(sink),
  });
  const video = new EncodedVideoPacketSource('vp8');
  const voices = {
    customer: new EncodedAudioPacketSource('opus'),
    agent: new EncodedAudioPacketSource('opus'),
  };
  const steps = new TextSubtitleSource('webvtt');
  output.addVideoTrack(video);
  for (const voice of VOICES) output.addAudioTrack(voices[voice], { name: voice });
  output.addSubtitleTrack(steps, { name: 'step' });
  await output.start();

  const videoMeta = { decoderConfig: { codec: 'vp8', codedWidth: size.width, codedHeight: size.height } };
  const audioMeta = {
    decoderConfig: { codec: 'opus', numberOfChannels: 2, sampleRate: 48_000, description: opusHead() },
  };
  let preamble = 'WEBVTT\n\n';
  return {
    video: (data, time, key) => video.add(new EncodedPacket(data, key ? 'key' : 'delta', time, 0), videoMeta),
    voice: (voice, data, time) => voices[voice].add(new EncodedPacket(data, 'key', time, 0.02), audioMeta),
    cue: async (start, end, text) => {
      await steps.add(`${preamble}${vttTime(start)} --> ${vttTime(end)}\n${text.replace(/\s+/g, ' ')}\n\n`);
      preamble = '';
    },
    take: () => {
      const bytes = concat(...parts);
      parts = [];
      return bytes;
    },
    finish: () => output.finalize(),
  };
}
