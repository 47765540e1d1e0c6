import type { Participant } from '@visavis/protocol';
import type { Store } from '../store.ts';

export type DataChannelName = 'control' | 'photo';
export type DataMessage = { from: Participant; channel: DataChannelName; payload: Uint8Array<ArrayBuffer> };
export type DataLink = {
  /**
   * Seals and sends to everyone in the roster. Resolves when handed to the channel; rejects with RequestError
   * `no_answer` while there is no channel or key. At most 32 KiB.
   */
  send: (channel: DataChannelName, payload: Uint8Array<ArrayBuffer>) => Promise<void>;
  /** Opened, authentic, in order, from someone in the roster. */
  listen: (listener: (message: DataMessage) => void) => () => void;
  /** Channels stand and keys are there; false again after a break. */
  ready: Store<{ ready: boolean }>;
};
