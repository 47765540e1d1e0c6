import { RequestError } from '../../requests.ts';
import { createStore } from '../../store.ts';
import type { Participant } from '@visavis/protocol';
import type { DataChannelName, DataLink, DataMessage } from '../link.ts';

type Flight = { to: number; message: DataMessage };

export type Pair = {
  ends: [DataLink, DataLink];
  /** Both ends' channels stand. Nothing does at first. */
  join: () => void;
  /** Everything on its way is lost, and the ends are told. */
  break: () => void;
  /** As a page that is loaded anew: this end is told, the other is not. What is on its way to the end is lost. */
  reopen: (end: 0 | 1) => void;
  /** Delivers the oldest message of a channel. @returns whether there was one */
  deliver: (channel: DataChannelName) => boolean;
  /** Delivers the oldest of both channels and lets everything else run. @returns whether there was any */
  step: () => Promise<boolean>;
  /** Delivers until nothing is on its way, also what is sent meanwhile. */
  settle: () => Promise<void>;
  /** Loses the newest message of a channel without telling anybody. */
  drop: (channel: DataChannelName) => void;
  /** Puts the newest message of a channel before all others. */
  hurry: (channel: DataChannelName) => void;
  /** Bytes on their way on a channel. */
  onTheWay: (channel: DataChannelName) => number;
};

const turnOfEvents = () => new Promise(resolve => setTimeout(resolve));

/** Two links in memory: messages of one channel stay in order, the two channels do not wait for each other. */
export function linkPair(names: [Participant, Participant]): Pair {
  const flights: Record<DataChannelName, Flight[]> = { control: [], photo: [] };
  const listeners = [new Set<(message: DataMessage) => void>(), new Set<(message: DataMessage) => void>()];
  const stores = [createStore({ ready: false }), createStore({ ready: false })] as const;
  const end = (index: 0 | 1): DataLink => ({
    ready: stores[index],
    listen: listener => {
      listeners[index]?.add(listener);
      return () => listeners[index]?.delete(listener);
    },
    send: (channel, payload) => {
      if (!stores[index].get().ready) return Promise.reject(new RequestError('no_answer'));
      const message = { from: names[index], channel, payload: payload.slice() };
      flights[channel].push({ to: 1 - index, message });
      return Promise.resolve();
    },
  });
  const deliver = (channel: DataChannelName) => {
    const flight = flights[channel].shift();
    if (!flight) return false;
    for (const listener of listeners[flight.to] ?? []) listener(flight.message);
    return true;
  };
  const step = async () => {
    const delivered = [deliver('control'), deliver('photo')];
    await turnOfEvents();
    return delivered.includes(true);
  };
  return {
    ends: [end(0), end(1)],
    join: () => stores.forEach(store => store.update({ ready: true })),
    break: () => {
      flights.control = [];
      flights.photo = [];
      stores.forEach(store => store.update({ ready: false }));
    },
    reopen: index => {
      for (const channel of ['control', 'photo'] as const)
        flights[channel] = flights[channel].filter(({ to }) => to !== index);
      stores[index].update({ ready: false });
      stores[index].update({ ready: true });
    },
    deliver,
    step,
    settle: async () => {
      for (let quiet = 0; quiet < 3;) quiet = (await step()) ? 0 : quiet + 1;
    },
    drop: channel => void flights[channel].pop(),
    hurry: channel => {
      const newest = flights[channel].pop();
      if (newest) flights[channel].unshift(newest);
    },
    onTheWay: channel => flights[channel].reduce((sum, { message }) => sum + message.payload.length, 0),
  };
}
