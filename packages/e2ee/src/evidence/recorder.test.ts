/* Synthetic frames: VP8 headers without a picture. Real VP8 and Opus, and a real player: ../media/browser.test.ts. */
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input, type InputTrack } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { makeEvidenceKey, makeList } from '../../test/lists.ts';
import { concat, type Bytes } from '../bytes.ts';
import { createContentKey, openContentKey } from './content-key.ts';
import { createRecorder } from './recorder.ts';
import { openSegment, type SealedSegment } from './segment.ts';
import { frameTime, startClock } from './timeline.ts';
import { OPUS_SILENCE } from './webm.ts';

const context = { tenant: 't', identification: 'i', attempt: 'a', artefact: 'r' };
const keyFrame = (width = 640) =>
  Uint8Array.of(0x10, 0, 0, 0x9d, 0x01, 0x2a, width & 255, width >> 8, 0xe0, 0x01, 9);
const deltaFrame = () => Uint8Array.of(0x11, 0, 0, 9, 9);
const opus = () => Uint8Array.of(0xfc, 1, 2, 3);

async function start() {
  const evidenceKey = await makeEvidenceKey('t');
  const { list } = await makeList([evidenceKey]);
  const content = await createContentKey(context, list);
  const segments: SealedSegment[] = [];
  const errors: unknown[] = [];
  const clock = { now: 1000 };
  const began = { count: 0 };
  const recorder = createRecorder({
    context,
    contentKey: content.key,
    step: 'greeting',
    clock: () => clock.now,
    onStart: () => (began.count += 1),
    onSegment: segment => segments.push(segment),
    onError: error => errors.push(error),
  });
  const open = async (): Promise<Bytes> => {
    const { wrapped, commitment } = content;
    const key = await openContentKey(wrapped, context, commitment, list, [evidenceKey]);
    const plain = segments.map(({ number, last, ciphertext }) =>
      openSegment(key, context, number, last, ciphertext),
    );
    return concat(...(await Promise.all(plain)));
  };
  return { recorder, segments, errors, clock, began, open };
}

async function packets(track: InputTrack | undefined) {
  if (!track) throw new Error('no track');
  const found: { time: number; data: Uint8Array }[] = [];
  for await (const packet of new EncodedPacketSink(track).packets())
    found.push({ time: packet.timestamp, data: packet.data });
  return found;
}

const read = async (bytes: Bytes) => {
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes) });
  return { video: await packets((await input.getVideoTracks())[0]), voices: await input.getAudioTracks() };
};

describe('recorder', () => {
  it('R31 without a key frame breaks instead of sealing an empty recording', async () => {
    const { recorder, segments, errors, began } = await start();
    recorder.video(deltaFrame(), 0);
    await recorder.stop();
    expect([began.count, segments.length]).toEqual([0, 0]);
    expect(errors).toMatchObject([{ code: 'nothing_recorded' }]);
  });

  it('R31 begins at a key frame, cuts every 5 s, keeps each voice apart, marks the last segment', async () => {
    const { recorder, segments, errors, clock, began, open } = await start();
    recorder.video(deltaFrame(), 0);
    recorder.voice('customer', opus(), 0);
    for (let i = 0; i < 120; i++) {
      recorder.video(i % 60 === 0 ? keyFrame() : deltaFrame(), 90_000 + i * 9000);
      recorder.voice('customer', opus(), 480 + i * 4800);
      if (i === 60) recorder.step('document\n\nfront');
      clock.now += 100;
    }
    expect(await recorder.stop()).toBe(3);
    expect(errors).toEqual([]);
    expect(began.count).toBe(1);
    expect(segments.map(({ number, last }) => [number, last])).toEqual([
      [0, false],
      [1, false],
      [2, true],
    ]);
    const bytes = await open();
    const { video, voices } = await read(bytes);
    expect(video.map(({ time }) => Math.round(time * 10))).toEqual(Array.from({ length: 120 }, (_, i) => i));
    expect(await Promise.all(voices.map(voice => voice.getName()))).toEqual(['customer', 'agent']);
    const [customer, agent] = await Promise.all(voices.map(packets));
    expect(customer?.length).toBe(120);
    // The agent never spoke: silence stands in, so that nothing waits for it.
    expect(agent?.every(({ data }) => OPUS_SILENCE.every((byte, i) => data[i] === byte))).toBe(true);
    const text = new TextDecoder('latin1').decode(bytes);
    expect(text.match(/greeting/g)?.length).toBe(6);
    expect(text.match(/document front/g)?.length).toBe(6);
  });

  it('R31 goes on over a restart of the sender and a change of the picture’s size', async () => {
    const { recorder, errors, clock, open } = await start();
    for (const [size, rtp] of [
      [640, 4_294_960_000],
      [320, 77],
    ] as const) {
      recorder.video(keyFrame(size), rtp);
      clock.now += 100;
      recorder.video(deltaFrame(), rtp + 9000);
      recorder.voice('customer', opus(), rtp);
      clock.now += 4000;
    }
    await recorder.stop();
    expect(errors).toEqual([]);
    const { video } = await read(await open());
    expect(video.map(({ time }) => Math.round(time * 10))).toEqual([0, 1, 41, 42]);
  });

  it('R31 stops once', async () => {
    const { recorder, segments } = await start();
    recorder.video(keyFrame(), 0);
    expect(await recorder.stop()).toBe(1);
    await expect(recorder.stop()).rejects.toMatchObject({ code: 'recorder_closed' });
    recorder.video(keyFrame(), 0);
    expect(segments.length).toBe(1);
  });
});

describe('timeline', () => {
  it('R31 follows RTP over its wrap and through jitter, and always rises', () => {
    const clock = startClock(48_000, 2 ** 32 - 480, 0);
    expect(frameTime(clock, 2 ** 32 - 480, 0)).toBeCloseTo(0);
    expect(frameTime(clock, 480, 0.5)).toBeCloseTo(0.02);
    expect(frameTime(clock, 480, 0.5)).toBeCloseTo(0.021);
    expect(frameTime(clock, 5_000_000, 1)).toBeCloseTo(1); // another stream
  });
});
