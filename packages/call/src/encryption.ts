import type { FromWorker, ToWorker, TransformOptions } from '@visavis/e2ee';

/** The worker that seals and opens every frame of a call; nothing else in the page sees them encoded. */
export type Encryption = {
  post: (message: ToWorker) => void;
  /** @returns stops listening */
  listen: (listener: (message: FromWorker) => void) => () => void;
  attach: (target: RTCRtpSender | RTCRtpReceiver, options: TransformOptions) => void;
  close: () => void;
};

/** Older Chromium: streams instead of a script transform. */
type EncodedStreams = {
  createEncodedStreams: () => Pick<Extract<ToWorker, { type: 'streams' }>, 'readable' | 'writable'>;
};

/** The browser's interface for encoded frames, if it has one that can be used. */
export function framesInterface(): 'RTCRtpScriptTransform' | 'createEncodedStreams' | null {
  if ('RTCRtpScriptTransform' in globalThis) return 'RTCRtpScriptTransform';
  return holdsFramesBack() ? 'createEncodedStreams' : null;
}

/** Whether this browser can encrypt a call; without it there is no call (R79). */
export const canEncrypt = (): boolean => framesInterface() !== null;

/**
 * Whether the browser itself lets nothing out of a sender before its transform stands (R32): Chromium does, told so by
 * the settings of the connection, and has this interface of its own.
 */
export const holdsFramesBack = (): boolean =>
  typeof RTCRtpSender !== 'undefined' && 'createEncodedStreams' in RTCRtpSender.prototype;

/** Whether the worker can have a key frame made: a script transform can, streams cannot. */
export const asksForKeyFrames = (): boolean => framesInterface() === 'RTCRtpScriptTransform';

/** @param worker runs `@visavis/e2ee/worker`; it is ended by `close` */
export function startEncryption(worker: Worker): Encryption {
  const listeners = new Set<(message: FromWorker) => void>();
  worker.addEventListener('message', (event: MessageEvent<FromWorker>) => {
    for (const listener of listeners) listener(event.data);
  });
  const attach = (target: RTCRtpSender | RTCRtpReceiver, options: TransformOptions) => {
    if ('RTCRtpScriptTransform' in globalThis) {
      target.transform = new RTCRtpScriptTransform(worker, options);
      return;
    }
    const { readable, writable } = (target as unknown as EncodedStreams).createEncodedStreams();
    worker.postMessage({ type: 'streams', options, readable, writable } satisfies ToWorker, [
      readable,
      writable,
    ]);
  };
  return {
    post: message => worker.postMessage(message),
    listen: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    attach,
    close: () => worker.terminate(),
  };
}
