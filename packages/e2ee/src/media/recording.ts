import { createContentKey } from '../evidence/content-key.ts';
import { createRecorder, type Recorder } from '../evidence/recorder.ts';
import { E2eeError } from '../errors.ts';
import { createOrder } from './in-order.ts';
import type { ClearFrame } from './transform.ts';
import type { FromWorker, ToWorker } from './worker-protocol.ts';

type Start = Extract<ToWorker, { type: 'record' }>;

/** The worker's recorder, one at a time. */
export interface Recording {
  start(message: Start): Promise<void>;
  step(step: string): void;
  stop(): Promise<void>;
  /** Where clear frames go while something records; undefined otherwise, so that nothing is copied for nothing. */
  tap(): ((frame: ClearFrame) => void) | undefined;
}

/** Which track of the recording a frame belongs to, if any: the other's camera and voice, one's own voice. */
function route(recorder: Recorder, of: number, { options, data, rtpTimestamp }: ClearFrame): void {
  const { direction, slot, index } = options;
  if (direction === 'send') {
    if (slot === 'microphone') recorder.voice('agent', data, rtpTimestamp);
  } else if (index === of) {
    if (slot === 'camera') recorder.video(data, rtpTimestamp);
    else recorder.voice('customer', data, rtpTimestamp);
  }
}

/** Keeps the worker's recording: a new artefact has a new content key, made here and never known to the page (R31). */
export function createRecording(post: (message: FromWorker) => void, clock: () => number): Recording {
  let current: { artefact: string; recorder: Recorder; index: number } | undefined;
  const used = new Set<string>();
  // A second start, or a stop, while a content key is still being made must not overtake it.
  const inOrder = createOrder();

  async function stop(): Promise<void> {
    const ended = current;
    if (!ended) return;
    const segments = await ended.recorder.stop();
    // broken meanwhile: that was said already
    if (current !== ended) return;
    current = undefined;
    post({ type: 'recorded', artefact: ended.artefact, segments });
  }

  async function start({ context, list, index, step }: Start): Promise<void> {
    const { artefact } = context;
    if (current || used.has(artefact)) throw new E2eeError('recorder_closed', 'records already, or did');
    used.add(artefact);
    const { key, wrapped, commitment, recipientList } = await createContentKey(context, list);
    post({ type: 'recording', artefact, wrapped, commitment, recipientList });
    const onError = (error: unknown) => {
      if (current?.artefact !== artefact) return;
      const reason = error instanceof Error ? error.name : 'unknown';
      current = undefined;
      post({ type: 'recorded', artefact, segments: 0, error: reason });
    };
    const onSegment = (segment: Parameters<Parameters<typeof createRecorder>[0]['onSegment']>[0]) =>
      post({ type: 'segment', artefact, segment });
    const onStart = () => post({ type: 'recording-started', artefact });
    const recorder = createRecorder({ context, contentKey: key, step, clock, onStart, onSegment, onError });
    current = { artefact, recorder, index };
  }

  return {
    start: message => inOrder(() => start(message)),
    stop: () => inOrder(stop),
    step: step => current?.recorder.step(step),
    tap: () => {
      const recording = current;
      return recording && (frame => route(recording.recorder, recording.index, frame));
    },
  };
}
