import type { Bytes, FromWorker, ToWorker, TrackSlot } from '@visavis/e2ee';
import { runMediaWorker, type WorkerScope } from '@visavis/e2ee/media-worker';
import { caughtTransform, throughStreams, type StreamTransform } from './encoded-frames.ts';
import { makeKey, type Transform } from './transforms.ts';

type Listener = (event: unknown) => void;

/** One end's media worker, the product's own, in a scope of its own. */
function startEnd() {
  const listeners: Record<string, Listener> = {};
  let waiting: ((message: FromWorker) => void) | undefined;
  const scope = {
    postMessage: (message: FromWorker) => waiting?.(message),
    addEventListener: (type: string, listener: Listener) => (listeners[type] = listener),
  } as unknown as WorkerScope;
  runMediaWorker(scope);
  return {
    /** Resolves with the first message of the wanted type that comes after. */
    tell: <T extends FromWorker['type']>(data: ToWorker, wanted: T) =>
      new Promise<Extract<FromWorker, { type: T }>>((resolve, reject) => {
        waiting = message => {
          if (message.type === wanted) resolve(message as Extract<FromWorker, { type: T }>);
          if (message.type === 'refused') reject(new Error(`refused: ${message.code}`));
        };
        listeners.message?.({ data });
      }),
    release: (slot: TrackSlot) => listeners.message?.({ data: { type: 'release', slot } satisfies ToWorker }),
    transform: (direction: 'send' | 'receive', slot: TrackSlot): Promise<StreamTransform> =>
      caughtTransform(streams => {
        listeners.rtctransform?.({ transformer: { ...streams, options: { direction, slot, index: 0 } } });
      }),
  };
}

/** The product's media workers of both ends, from the message that joins them to the function in the stream. */
export async function ownWorker(): Promise<Transform> {
  const roster = [
    { index: 0, participant: 'customer' },
    { index: 1, participant: 'agent' },
  ];
  const [a, b] = [await makeKey(), await makeKey()];
  const [customer, agent] = [startEnd(), startEnd()];
  const join = { type: 'join', attempt: 'bench', agreementNumber: 1, roster } as const;
  await agent.tell({ ...join, self: 1, peers: [{ index: 0, wrap: { seal: b, open: a } }] }, 'sending');
  const key = customer.tell(
    { ...join, self: 0, peers: [{ index: 1, wrap: { seal: a, open: b } }] },
    'sealed-key',
  );
  const sealed: Bytes = (await key).sealed;
  await agent.tell({ type: 'peer-key', from: 0, sealed }, 'receiving');
  for (const slot of ['camera', 'microphone'] as const) customer.release(slot);
  return throughStreams(
    {
      camera: await customer.transform('send', 'camera'),
      microphone: await customer.transform('send', 'microphone'),
    },
    {
      camera: await agent.transform('receive', 'camera'),
      microphone: await agent.transform('receive', 'microphone'),
    },
  );
}
