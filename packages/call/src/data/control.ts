import { controlMessage, type ControlMessage, type Participant } from '@visavis/protocol';
import type { Store } from '../store.ts';
import type { DataLink } from './link.ts';

type Listener = (from: Participant, message: ControlMessage) => void;

/** The messages of the `control` channel, parsed. What does not fit the protocol is dropped. */
export type Control = {
  /** In order; lost when the link breaks, so that whatever matters is said again `onMeeting`. */
  send: (message: ControlMessage) => void;
  /** @returns stops listening */
  listen: (listener: Listener) => () => void;
  /** The link stands, or someone else's does again: time to say what the other may have missed. */
  onMeeting: (listener: () => void) => () => void;
  ready: Store<{ ready: boolean }>;
  close: () => void;
};

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

export const encodeControl = (message: ControlMessage): Uint8Array<ArrayBuffer> =>
  encoder.encode(JSON.stringify(message));

/** @returns undefined for what is no message of the protocol */
export function parseControl(payload: Uint8Array): ControlMessage | undefined {
  try {
    return controlMessage.safeParse(JSON.parse(decoder.decode(payload))).data;
  } catch {
    return undefined;
  }
}

export function openControl(link: DataLink): Control {
  const listeners = new Set<Listener>();
  const meetings = new Set<() => void>();
  const meet = () => {
    for (const listener of meetings) listener();
  };
  const send = (message: ControlMessage) => {
    // not there is the same as lost: it is said again at the next meeting
    link.send('control', encodeControl(message)).catch(() => undefined);
  };
  let wasReady = false;
  const follow = () => {
    const { ready } = link.ready.get();
    const isNew = ready && !wasReady;
    wasReady = ready;
    if (!isNew) return;
    send({ type: 'hello' });
    meet();
  };
  const stops = [
    link.ready.subscribe(follow),
    link.listen(({ from, channel, payload }) => {
      if (channel !== 'control') return;
      const message = parseControl(payload);
      if (!message) return;
      if (message.type === 'hello') meet();
      else for (const listener of listeners) listener(from, message);
    }),
  ];
  follow();
  return {
    send,
    listen: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onMeeting: listener => {
      meetings.add(listener);
      return () => meetings.delete(listener);
    },
    ready: link.ready,
    close: () => {
      for (const stop of stops) stop();
      listeners.clear();
      meetings.clear();
    },
  };
}
