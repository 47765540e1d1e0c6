import type { Participant } from '@visavis/protocol';
import type { DataChannels, DataConsumerNotice } from '../data-channels.ts';
import type { Encryption } from '../encryption.ts';
import { rosterIndex } from '../party/roster.ts';
import { createUnintroduced } from '../party/unintroduced.ts';
import type { DataChannelName } from './link.ts';

export const channels: readonly DataChannelName[] = ['control', 'photo'];

export type HearingOptions = {
  encryption: Pick<Encryption, 'post' | 'listen'>;
  isPresent: (participant: Participant) => boolean;
  /** Both of this participant's channels are open here: it may send. */
  onListening: (to: Participant) => void;
  onAlarm: (code: string) => void;
};

/** Takes the others' channels, gives what comes to the worker, and says once to each that it is heard. */
export function createHearing({ encryption, isPresent, onListening, onAlarm }: HearingOptions) {
  const receiving = new Map<Participant, Set<DataChannelName>>();
  const told = new Set<Participant>();
  let media: DataChannels | undefined;
  let early: DataConsumerNotice[] = [];

  const tellListening = () => {
    for (const [participant, open] of receiving) {
      if (open.size < channels.length || !isPresent(participant) || told.has(participant)) continue;
      told.add(participant);
      onListening(participant);
    }
  };
  const unintroduced = createUnintroduced<{ channel: DataChannelName; sealed: Uint8Array<ArrayBuffer> }>({
    isPresent,
    deliver: (from, { channel, sealed }) =>
      encryption.post({ type: 'open-data', from: rosterIndex[from], channel, sealed }),
    onUnknown: () => onAlarm('unknown_participant'),
  });
  const take = async (from: DataChannels, notice: DataConsumerNotice) => {
    const { participant, channel } = notice;
    const open = receiving.get(participant) ?? new Set();
    receiving.set(participant, open);
    open.delete(channel);
    told.delete(participant);
    await from.consumeData(notice, {
      onOpen: () => {
        open.add(channel);
        tellListening();
      },
      onMessage: sealed => unintroduced.receive(participant, { channel, sealed }),
    });
  };
  const announce = (notice: DataConsumerNotice) => {
    if (!media) early.push(notice);
    else take(media, notice).catch(() => onAlarm('media_failed'));
  };

  return {
    use: (opened: DataChannels) => {
      media = opened;
      early.splice(0).forEach(announce);
    },
    announce,
    /** The roster has changed. */
    look: () => {
      unintroduced.look();
      tellListening();
    },
    /** That end has to be told again. */
    forget: (participant: Participant) => void told.delete(participant),
    close: () => {
      unintroduced.close();
      early = [];
    },
  };
}
