import type { Bytes } from '../bytes.ts';
import { E2eeError } from '../errors.ts';
import { toKid } from '../sender-keys.ts';
import { readDataHead, type DataChannelName, type DataOpener, type DataSealer } from './data.ts';
import { createOrder } from './in-order.ts';
import { findReceiveKey, isAhead, type ReceiveKeys } from './key-ring.ts';
import type { FromWorker } from './worker-protocol.ts';

/** Data messages may overtake the key they are sealed with; more than these are not kept for one sender. */
const EARLY_MOST = 64;

interface EarlyMessage {
  epoch: number;
  channel: DataChannelName;
  sealed: Bytes;
}

/** Seals and opens data messages under the keys that the media session holds. */
export interface DataExchange {
  seal: (channel: DataChannelName, payload: Bytes) => Promise<Bytes>;
  open: (from: number, channel: DataChannelName, sealed: Bytes) => Promise<void>;
  /** The key of this epoch has come: opens what came before it. */
  openEarly: (from: number, epoch: number) => void;
  /** Forgets what waits for keys of a participant who left; of all, if none is named. */
  forget: (from?: number) => void;
}

interface Keys {
  /** @throws E2eeError `no_key` */
  sealer: () => DataSealer;
  /** @throws E2eeError `no_key` while nothing was agreed */
  openers: () => ReceiveKeys<{ data: DataOpener }>;
  /** Whether it is another participant of the roster. */
  isPeer: (index: number) => boolean;
}

export function createDataExchange(
  keys: Keys,
  post: (message: FromWorker) => void,
  clock: () => number,
): DataExchange {
  const early = new Map<number, EarlyMessage[]>();
  const outInOrder = createOrder();
  const inInOrder = createOrder();

  async function open(from: number, channel: DataChannelName, sealed: Bytes): Promise<void> {
    const openers = keys.openers();
    const head = readDataHead(sealed);
    const { epoch } = head;
    if (head.sender !== from || head.channel !== channel || !keys.isPeer(from))
      throw new E2eeError('wrong_sender');
    const waiting = early.get(from) ?? [];
    if (isAhead(openers, from, epoch) && waiting.length < EARLY_MOST) {
      early.set(from, [...waiting, { epoch, channel, sealed }]);
      return;
    }
    const { data } = findReceiveKey(openers, toKid(epoch, from), from, clock());
    post({ type: 'data', from, channel, payload: await data.open(head, sealed) });
  }

  async function openEarly(from: number, epoch: number): Promise<void> {
    const waiting = early.get(from) ?? [];
    early.set(
      from,
      waiting.filter(message => message.epoch > epoch),
    );
    for (const { channel, sealed } of waiting.filter(message => message.epoch === epoch))
      await open(from, channel, sealed).catch(() => undefined);
  }

  return {
    seal: (channel, payload) => outInOrder(() => keys.sealer().seal(channel, payload)),
    open: (from, channel, sealed) => inInOrder(() => open(from, channel, sealed)),
    openEarly: (from, epoch) => void inInOrder(() => openEarly(from, epoch)),
    forget: from => {
      if (from === undefined) early.clear();
      else early.delete(from);
    },
  };
}
