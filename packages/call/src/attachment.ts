import type { FromWorker, TransformOptions } from '@visavis/e2ee';
import type { Encryption } from './encryption.ts';

const retryMilliseconds = 2_000;
const retriesMost = 3;

/**
 * Firefox now and then leaves a transform unused, and lets frames pass it by. There nothing is sent but black and silence,
 * and nothing shown, before the worker has had a frame of the very transform (R32).
 */
export type Attachments = {
  /** Another sender or receiver has this transform from now on: what was proven before does not count. */
  begin: (options: TransformOptions) => void;
  /** Resolves when the transform is proven to be used; at once where the browser holds frames back by itself. */
  proven: (options: TransformOptions) => Promise<void>;
  isProven: (options: TransformOptions) => boolean;
  /**
   * Frames flow by now: attaches anew, every 2 s, what is not proven.
   * @param onFailure after three times in vain
   */
  insist: (options: TransformOptions, attach: () => void, onFailure: () => void) => void;
  close: () => void;
};

const keyOf = ({ direction, slot, index }: TransformOptions) => `${direction} ${slot} ${index}`;

/** @param isNeeded false where the browser lets no frame past a sender whose transform is missing */
export function createAttachments(encryption: Pick<Encryption, 'listen'>, isNeeded: boolean): Attachments {
  const known = new Map<string, PromiseWithResolvers<void> & { isProven: boolean }>();
  const timers = new Set<ReturnType<typeof setInterval>>();
  const entry = (options: TransformOptions) => {
    const found = known.get(keyOf(options)) ?? { ...Promise.withResolvers<void>(), isProven: false };
    known.set(keyOf(options), found);
    return found;
  };
  const stop = encryption.listen((message: FromWorker) => {
    if (message.type !== 'attached') return;
    const proof = entry(message.options);
    proof.isProven = true;
    proof.resolve();
  });
  return {
    begin: options => void known.delete(keyOf(options)),
    isProven: options => !isNeeded || entry(options).isProven,
    proven: options => (isNeeded ? entry(options).promise : Promise.resolve()),
    insist: (options, attach, onFailure) => {
      const proof = entry(options);
      if (!isNeeded || proof.isProven) return;
      let tries = 0;
      const timer = setInterval(() => {
        if (proof.isProven || tries === retriesMost) {
          clearInterval(timer);
          timers.delete(timer);
          if (!proof.isProven) onFailure();
        } else {
          tries += 1;
          attach();
        }
      }, retryMilliseconds);
      timers.add(timer);
    },
    close: () => {
      stop();
      timers.forEach(clearInterval);
    },
  };
}
