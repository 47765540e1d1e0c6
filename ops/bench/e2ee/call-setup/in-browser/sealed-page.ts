/* A page that is one end of the product's own encrypted call, and tells when it stood. */
import type { Call } from '@visavis/call';
import { camera, firstPictureOf, now } from '@visavis/test-kit/measured-end';
import type { Socket } from '@visavis/test-kit/measured-end';
import { openSealedEnd } from './sealed-end.ts';

const prepared = Promise.withResolvers<void>();
const firstPicture = Promise.withResolvers<number>();
let socket: Socket;

/** Tells when the other's camera shows its first picture, which is opened before it is decoded. */
function watch({ state }: Call, other: 'customer' | 'agent'): void {
  let watched = false;
  state.subscribe(() => {
    const stream = state.get().remotes[other];
    if (state.get().alarm !== null) firstPicture.reject(new Error(`alarm: ${state.get().alarm ?? ''}`));
    if (watched || !stream || stream.getVideoTracks().length === 0) return;
    watched = true;
    void firstPictureOf(stream).then(firstPicture.resolve);
  });
}

async function open(attemptId: string, role: 'customer' | 'agent'): Promise<void> {
  const opened = await openSealedEnd(attemptId, role, await camera());
  socket = opened.socket;
  watch(opened.call, role === 'agent' ? 'customer' : 'agent');
  const awaited = new Set(['visavis:prepared', 'visavis:receiving']);
  new PerformanceObserver((list, observer) => {
    for (const { name } of list.getEntries()) awaited.delete(name);
    if (awaited.size > 0) return;
    observer.disconnect();
    prepared.resolve();
  }).observe({ type: 'mark', buffered: true });
}

globalThis.measuredEnd = {
  open,
  prepared: prepared.promise,
  accept: () => {
    const at = now();
    socket.emit('accept');
    return at;
  },
  firstPicture: firstPicture.promise,
};
