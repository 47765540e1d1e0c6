import type { Bytes } from '../bytes.ts';
import { E2eeError } from '../errors.ts';
import { isKeyFrame, keyFrameSize } from '../media/vp8.ts';
import { sealSegment, type ArtefactContext, type SealedSegment } from './segment.ts';
import { frameTime, startClock, type TrackClock } from './timeline.ts';
import { createWebm, OPUS_SILENCE, VOICES, type Voice, type WebmWriter } from './webm.ts';

export const SEGMENT_SECONDS = 5;
/** The step is written at least this often, and silence where a voice stays away, so that the muxer need not wait. */
const HEARTBEAT_S = 1;

export interface RecorderOptions {
  context: ArtefactContext;
  /** The artefact's own content key; never one that another recorder has used (R31). */
  contentKey: CryptoKey;
  /** The step shown at the start. */
  step: string;
  /** Steady milliseconds. */
  clock: () => number;
  /** The first key frame came: from here on there is something to see. */
  onStart: () => void;
  onSegment: (segment: SealedSegment) => void;
  /** The recorder broke: what was sealed so far stays, incomplete. */
  onError: (error: unknown) => void;
}

/** Takes clear encoded frames, gives sealed segments. Frames are handled in the order they come; nothing blocks the caller. */
export interface Recorder {
  video(frame: Bytes, rtpTimestamp: number): void;
  voice(voice: Voice, frame: Bytes, rtpTimestamp: number): void;
  step(step: string): void;
  /** Seals what is left, with the last flag; the number of segments. Without a picture it breaks (`onError`). */
  stop(): Promise<number>;
}

interface Running {
  webm: WebmWriter;
  startedAt: number;
  video: TrackClock;
  voices: Partial<Record<Voice, TrackClock>>;
  cueFrom: number;
  cutAt: number;
}

async function cueUntil(run: Running, time: number, step: string): Promise<void> {
  if (time - run.cueFrom < 0.001) return;
  await run.webm.cue(run.cueFrom, time, step);
  run.cueFrom = time;
}

async function fillSilence(run: Running, time: number): Promise<void> {
  for (const voice of VOICES) {
    const clock = (run.voices[voice] ??= startClock(48_000, 0, 0));
    if (time - clock.last < HEARTBEAT_S) continue;
    clock.last = time - HEARTBEAT_S / 2;
    await run.webm.voice(voice, OPUS_SILENCE, clock.last);
  }
}

/** Begins a recording; it starts with the first key frame. */
export function createRecorder(options: RecorderOptions): Recorder {
  let { step } = options;
  let running: Running | undefined;
  let number = 0;
  let state: 'open' | 'closed' | 'broken' = 'open';
  let queue: Promise<void> = Promise.resolve();

  const inOrder = (work: () => Promise<void>): Promise<void> => {
    queue = queue.then(async () => {
      if (state === 'broken') return;
      try {
        await work();
      } catch (error) {
        state = 'broken';
        options.onError(error);
      }
    });
    return queue;
  };

  async function seal(last: boolean): Promise<void> {
    const plaintext = running?.webm.take() ?? new Uint8Array(0);
    options.onSegment(await sealSegment(options.contentKey, options.context, number, last, plaintext));
    number++;
  }

  async function onVideo(frame: Bytes, rtp: number, at: number): Promise<void> {
    const size = keyFrameSize(frame);
    if (!running) {
      if (!size) return; // a recording begins at a key frame
      const webm = await createWebm(size);
      const video = startClock(90_000, rtp, 0);
      running = { webm, startedAt: at, video, voices: {}, cueFrom: 0, cutAt: SEGMENT_SECONDS };
      options.onStart();
    }
    const run = running;
    const time = frameTime(run.video, rtp, (at - run.startedAt) / 1000);
    await run.webm.video(frame, time, isKeyFrame(frame));
    await fillSilence(run, time);
    if (time - run.cueFrom >= HEARTBEAT_S) await cueUntil(run, time, step);
    if (time < run.cutAt) return;
    run.cutAt = time + SEGMENT_SECONDS;
    await seal(false);
  }

  async function onVoice(voice: Voice, frame: Bytes, rtp: number, at: number): Promise<void> {
    if (!running) return;
    const arrival = (at - running.startedAt) / 1000;
    const clock = (running.voices[voice] ??= startClock(48_000, rtp, arrival));
    await running.webm.voice(voice, frame, frameTime(clock, rtp, arrival));
  }

  const take = (work: (at: number) => Promise<void>): void => {
    if (state !== 'open') return;
    const at = options.clock();
    void inOrder(() => work(at));
  };

  return {
    video: (frame, rtp) => take(at => onVideo(frame, rtp, at)),
    voice: (voice, frame, rtp) => take(at => onVoice(voice, frame, rtp, at)),
    step: next =>
      take(async at => {
        if (running) await cueUntil(running, (at - running.startedAt) / 1000, step);
        step = next;
      }),
    async stop() {
      if (state !== 'open') throw new E2eeError('recorder_closed');
      state = 'closed';
      await inOrder(async () => {
        if (!running) throw new E2eeError('nothing_recorded');
        await cueUntil(running, running.video.last, step);
        await running.webm.finish();
        await seal(true);
      });
      return number;
    },
  };
}
