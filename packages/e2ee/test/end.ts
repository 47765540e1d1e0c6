/* One end of the loopback call: a media worker and what it said. */
import type { FromWorker, ToWorker } from '../src/index.ts';

export interface End {
  index: number;
  worker: Worker;
  messages: FromWorker[];
  send(message: ToWorker): void;
  /** The first message of the type, come or still to come, that fits. */
  next<T extends FromWorker['type']>(
    type: T,
    fits?: (message: FromWorker & { type: T }) => boolean,
  ): Promise<FromWorker & { type: T }>;
}

/** An end whose call was accepted. */
export function makeEnd(index: number, script = '/worker.js'): End {
  const worker = new Worker(script, { type: 'module' });
  const messages: FromWorker[] = [];
  const waiting = new Set<() => void>();
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    messages.push(data);
    for (const look of waiting) look();
  });
  const send = (message: ToWorker) => worker.postMessage(message);
  for (const slot of ['camera', 'microphone'] as const) send({ type: 'release', slot });
  return {
    index,
    worker,
    messages,
    send,
    next: (type, fits = () => true) =>
      new Promise(resolve => {
        const look = () => {
          const found = messages.find(
            (message): message is FromWorker & { type: typeof type } =>
              message.type === type && fits(message as FromWorker & { type: typeof type }),
          );
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}
