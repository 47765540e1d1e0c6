import { BufferSource, EncodedPacketSink, Input, WEBM, type InputTrack } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { makeRecording } from '../../../../../../packages/archive/test/fixture.ts';
import { prepareRecording } from './recording.ts';

/** Keeps what would get an address. */
async function prepare(webm: Uint8Array<ArrayBuffer>) {
  const blobs: Blob[] = [];
  const recording = await prepareRecording(webm, blob => `blob:${blobs.push(blob)}`);
  return { recording, blobs };
}

async function timesOf(track: InputTrack | undefined): Promise<number[]> {
  const times: number[] = [];
  if (!track) return times;
  for await (const packet of new EncodedPacketSink(track).packets()) times.push(packet.timestamp);
  return times;
}

async function read(blob: Blob | undefined) {
  const bytes = (await blob?.arrayBuffer()) ?? new ArrayBuffer(0);
  const input = new Input({ source: new BufferSource(bytes), formats: [WEBM] });
  const [pictures, voices] = [await input.getVideoTracks(), await input.getAudioTracks()];
  return {
    tracks: [pictures.length, voices.length],
    picture: await timesOf(pictures[0]),
    voice: await timesOf(voices[0]),
    duration: await input.computeDuration(),
  };
}

const tenths = Array.from({ length: 40 }, (_, i) => i / 10);

describe('a recording for playing', () => {
  it('has each voice in a file of its own, on the same time, frame by frame', async () => {
    const { recording, blobs } = await prepare(await makeRecording());
    expect(recording).toMatchObject({ main: 'blob:1', second: 'blob:2' });
    expect(recording.steps.map(({ text }) => text)).toEqual(['document_front', 'face']);
    const [main, second] = await Promise.all(blobs.map(read));
    expect(main).toMatchObject({ tracks: [1, 1], picture: tenths, voice: tenths });
    expect(second).toMatchObject({ tracks: [0, 1], voice: tenths });
    expect(blobs.map(({ type }) => type)).toEqual(['video/webm', 'audio/webm']);
  });

  it('plays as far as it goes when it was cut off', async () => {
    const whole = await makeRecording();
    const { blobs } = await prepare(whole.slice(0, Math.floor(whole.length / 2)));
    const main = await read(blobs[0]);
    expect(main.tracks).toEqual([1, 1]);
    expect(main.picture.length).toBeGreaterThan(5);
    expect(main.picture.length).toBeLessThan(40);
    expect(main.picture).toEqual(tenths.slice(0, main.picture.length));
  });

  it('without a picture is refused', async () => {
    await expect(prepare(new Uint8Array(0))).rejects.toThrow();
  });
});
