import type { Participant } from '@visavis/protocol';
import type { DataChannels, DataConsumerNotice, DataSender } from '../data-channels.ts';
import { participantAt } from '../party/roster.ts';
import { RequestError } from '../requests.ts';
import { createStore } from '../store.ts';
import { channels, createHearing, type HearingOptions } from './hearing.ts';
import type { DataChannelName, DataLink, DataMessage } from './link.ts';
import { createSealing } from './sealing.ts';

type CallLinkOptions = HearingOptions & {
  /** The end whose listening makes the link ready. */
  main: Participant;
};

/** The data link of one call: sealed in the worker, carried by data channels. */
export type CallLink = DataLink & {
  /** Transports stand: opens this end's channels, and takes those announced so far. */
  use: (media: DataChannels) => Promise<void>;
  announce: (notice: DataConsumerNotice) => void;
  /** This end's sender key stands. */
  canSeal: () => void;
  /** The main other end listens. */
  isHeard: () => void;
  /** The roster has changed. */
  look: () => void;
  /** Keys are agreed anew: the other end says again that it listens. */
  restart: () => void;
  close: () => void;
};

export function createCallLink(options: CallLinkOptions): CallLink {
  const { encryption, main } = options;
  const ready = createStore({ ready: false });
  const listeners = new Set<(message: DataMessage) => void>();
  const senders = new Map<DataChannelName, DataSender>();
  const has = { seal: false, heard: false };

  const settle = () => {
    const stands = channels.every(channel => senders.get(channel)?.isOpen());
    const now = stands && has.seal && has.heard;
    if (now !== ready.get().ready) ready.update({ ready: now });
  };
  const hearing = createHearing(options);
  const seal = createSealing(encryption, sealed => {
    const sender = senders.get(sealed.channel);
    if (!sender?.isOpen()) throw new RequestError('no_answer');
    sender.send(sealed.bytes);
  });

  const stop = encryption.listen(message => {
    if (message.type !== 'data') return;
    const { channel, payload } = message;
    for (const listener of listeners) listener({ from: participantAt(message.from), channel, payload });
  });

  return {
    ready,
    listen: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send: (channel, payload) =>
      ready.get().ready ? seal.send(channel, payload) : Promise.reject(new RequestError('no_answer')),
    use: async opened => {
      hearing.use(opened);
      for (const channel of channels)
        senders.set(channel, await opened.produceData(channel, { onOpen: settle, onClose: settle }));
      settle();
    },
    announce: hearing.announce,
    canSeal: () => {
      has.seal = true;
      settle();
    },
    isHeard: () => {
      has.heard = true;
      settle();
    },
    look: hearing.look,
    restart: () => {
      has.seal = false;
      has.heard = false;
      hearing.forget(main);
      settle();
    },
    close: () => {
      stop();
      seal.close();
      hearing.close();
      ready.update({ ready: false });
    },
  };
}
