import type { FromWorker } from '@visavis/e2ee';
import type { Encryption } from '../encryption.ts';
import { RequestError } from '../requests.ts';
import type { DataChannelName } from './link.ts';

/** Asks the worker to seal; answers come in the order of the questions, and so do `deliver`s. */
export function createSealing(
  encryption: Pick<Encryption, 'post' | 'listen'>,
  deliver: (sealed: { channel: DataChannelName; bytes: Uint8Array<ArrayBuffer> }) => void,
) {
  const asked = new Map<
    number,
    { channel: DataChannelName; resolve: () => void; reject: (error: RequestError) => void }
  >();
  let next = 0;
  const answer = (message: FromWorker & { type: 'data-sealed' | 'data-refused' }) => {
    const question = asked.get(message.id);
    asked.delete(message.id);
    if (!question) return;
    try {
      if (message.type === 'data-refused') throw new RequestError('no_answer');
      deliver({ channel: question.channel, bytes: message.sealed });
      question.resolve();
    } catch {
      question.reject(new RequestError('no_answer'));
    }
  };
  const stop = encryption.listen(message => {
    if (message.type === 'data-sealed' || message.type === 'data-refused') answer(message);
  });
  return {
    send: (channel: DataChannelName, payload: Uint8Array<ArrayBuffer>): Promise<void> =>
      new Promise((resolve, reject) => {
        const id = next++;
        asked.set(id, { channel, resolve, reject });
        encryption.post({ type: 'seal-data', id, channel, payload });
      }),
    close: () => {
      stop();
      for (const { reject } of asked.values()) reject(new RequestError('no_answer'));
      asked.clear();
    },
  };
}
