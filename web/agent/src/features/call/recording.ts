import { rosterIndex, type Encryption } from '@visavis/call';
import type { AttemptContext, FromWorker, SealingList } from '@visavis/e2ee';
import type { Step } from '@visavis/protocol';
import type { Collector } from '../../evidence/collector.ts';

export type RecordingState = 'running' | 'stopped' | 'broken';

/** One start of the worker's recorder, from its first segment to its last. */
export type Recording = {
  step: (step: Step | null) => void;
  /** Seals what is left. @returns whether the recording is whole */
  stop: () => Promise<boolean>;
};

type Options = {
  encryption: Encryption;
  attempt: AttemptContext;
  list: SealingList;
  collector: Collector;
  step: Step | null;
  onState: (state: RecordingState) => void;
};

/** The worker seals what is left of five seconds; far more than that means that it hangs. */
const stopMilliseconds = 15_000;
const between = 'none';

/** Starts the recorder and hands what it seals to the collector. */
export function startRecording({ encryption, attempt, list, collector, step, onState }: Options): Recording {
  const artefact = crypto.randomUUID();
  const { promise: ended, resolve: end } = Promise.withResolvers<boolean>();
  const finish = (isWhole: boolean) => {
    stopListening();
    // its key is gone: what there is of it is signed as it stands
    if (!isWhole) void collector.breakOff(artefact);
    onState(isWhole ? 'stopped' : 'broken');
    end(isWhole);
  };
  const take = (message: FromWorker) => {
    if (message.type === 'refused' && message.request === 'record') finish(false);
    if (!('artefact' in message) || message.artefact !== artefact) return;
    if (message.type === 'recording') {
      const { wrapped, commitment, recipientList } = message;
      void collector.add({
        id: artefact,
        kind: 'recording',
        step: null,
        mime: 'video/webm',
        commitment,
        wrapped,
        recipientList,
      });
    } else if (message.type === 'recording-started') onState('running');
    else if (message.type === 'segment') void collector.segment(artefact, message.segment);
    else finish(message.error === undefined);
  };
  const stopListening = encryption.listen(take);
  encryption.post({
    type: 'record',
    context: { ...attempt, artefact },
    list,
    index: rosterIndex.customer,
    step: step ?? between,
  });
  return {
    step: next => encryption.post({ type: 'record-step', step: next ?? between }),
    stop: () => {
      encryption.post({ type: 'record-stop' });
      const late = setTimeout(() => finish(false), stopMilliseconds);
      return ended.finally(() => clearTimeout(late));
    },
  };
}
