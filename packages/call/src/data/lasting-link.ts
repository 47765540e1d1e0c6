import { RequestError } from '../requests.ts';
import { createStore } from '../store.ts';
import type { DataLink, DataMessage } from './link.ts';

/** A link that outlives the calls it runs over: an end that joins anew goes on with what it had begun. */
export type LastingLink = DataLink & {
  /** The call that carries it from now on, or none. */
  use: (link: DataLink | null) => void;
};

export function lastingLink(): LastingLink {
  const ready = createStore({ ready: false });
  const listeners = new Set<(message: DataMessage) => void>();
  let current: DataLink | null = null;
  let stops: (() => void)[] = [];
  const follow = () => {
    const now = current?.ready.get().ready ?? false;
    if (now !== ready.get().ready) ready.update({ ready: now });
  };
  return {
    ready,
    listen: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send: (channel, payload) =>
      current ? current.send(channel, payload) : Promise.reject(new RequestError('no_answer')),
    use: link => {
      if (link === current) return;
      for (const stop of stops) stop();
      stops = [];
      // another call is a break, even when it stands already
      current = null;
      follow();
      current = link;
      if (!link) return;
      stops = [
        link.ready.subscribe(follow),
        link.listen(message => {
          for (const listener of listeners) listener(message);
        }),
      ];
      follow();
    },
  };
}
