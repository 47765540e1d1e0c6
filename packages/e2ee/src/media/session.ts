import { randomBytes, wipe, type Bytes } from '../bytes.ts';
import type { WrapKeys } from '../agreement/result.ts';
import { E2eeError } from '../errors.ts';
import { firstEpoch, openSenderKey, sealSenderKey, SENDER_KEY_LENGTH, toKid } from '../sender-keys.ts';
import type { RosterEntry } from '../roster.ts';
import { createReceiver, createSender, type SFrameReceiver, type SFrameSender } from '../sframe/context.ts';
import { deriveSFrameKey } from '../sframe/keys.ts';
import { AES_256_GCM_SHA512_128 } from '../sframe/suites.ts';
import {
  createDataOpener,
  createDataSealer,
  type DataChannelName,
  type DataContext,
  type DataOpener,
  type DataSealer,
} from './data.ts';
import { createDataExchange } from './data-exchange.ts';
import {
  createReceiveKeys,
  currentSendKey,
  findReceiveKey,
  installReceiveKey,
  installSendKey,
  removeReceiveKeys,
  type ReceiveKeys,
  type SendKeys,
} from './key-ring.ts';
import { openFrame, protectFrame } from './frame.ts';
import { createOrder } from './in-order.ts';
import type { FromWorker, Peer, ToWorker, TransformOptions } from './worker-protocol.ts';

type Join = Extract<ToWorker, { type: 'join' }>;
type RosterMessage = Pick<Extract<ToWorker, { type: 'roster' }>, 'roster' | 'peers'>;

/** What one sender key gives: frames and data messages have keys of their own under it. */
interface SendKey {
  frames: SFrameSender;
  data: DataSealer;
}
interface ReceiveKey {
  frames: SFrameReceiver;
  data: DataOpener;
}

interface Joined {
  attempt: string;
  self: number;
  roster: RosterEntry[];
  wraps: Map<number, WrapKeys>;
  epoch: number;
  receive: ReceiveKeys<ReceiveKey>;
}

/** The keys of one end's worker and what frames need of them. */
export interface MediaSession {
  join(message: Join): Promise<void>;
  changeRoster(change: RosterMessage): Promise<void>;
  rotate(): Promise<void>;
  takePeerKey(from: number, sealed: Bytes): Promise<void>;
  /** Seals or opens a frame for a transform; throws an E2eeError to have it dropped. */
  convert(options: TransformOptions, frame: Bytes): Promise<Bytes>;
  /** Messages come out in the order they were given. */
  sealData(channel: DataChannelName, payload: Bytes): Promise<Bytes>;
  /** Posts what opens; throws an E2eeError for what is dropped. */
  openData(from: number, channel: DataChannelName, sealed: Bytes): Promise<void>;
}

const frameKey = (raw: Bytes, { epoch, sender }: DataContext) =>
  deriveSFrameKey(AES_256_GCM_SHA512_128, toKid(epoch, sender), raw);

/** What one's own sender key gives; overwrites `raw`. */
async function sendKeyOf(raw: Bytes, context: DataContext): Promise<SendKey> {
  const frames = createSender(await frameKey(raw, context));
  const data = await createDataSealer(raw, context);
  wipe(raw);
  return { frames, data };
}

/** What another's sender key gives; overwrites `raw`. */
async function receiveKeyOf(raw: Bytes, context: DataContext): Promise<ReceiveKey> {
  const frames = createReceiver(await frameKey(raw, context));
  const data = await createDataOpener(raw, context);
  wipe(raw);
  return { frames, data };
}

/** Exactly the roster's other participants have wrapping keys. */
function checkRoster(self: number, roster: readonly RosterEntry[], peers: readonly Peer[]): void {
  const [all, expected] = [roster.map(({ index }) => index), [self, ...peers.map(({ index }) => index)]];
  if (all.length !== expected.length || !expected.every(index => all.includes(index)))
    throw new E2eeError('wrong_roster');
}

/**
 * Keeps sender and receive keys in the worker: they exist nowhere else in clear.
 * @param post where sealed keys and confirmations go
 * @param clock steady milliseconds
 */
export function createMediaSession(post: (message: FromWorker) => void, clock: () => number): MediaSession {
  let joined: Joined | undefined;
  const send: SendKeys<SendKey> = {};

  // Key changes one after another: a rotation begun before someone left must not end after it.
  const inOrder = createOrder();

  const mustBeJoined = (): Joined => {
    if (!joined) throw new E2eeError('no_key', 'nothing agreed yet');
    return joined;
  };

  const data = createDataExchange(
    {
      sealer: () => currentSendKey(send, clock()).data,
      openers: () => mustBeJoined().receive,
      isPeer: index => mustBeJoined().wraps.has(index),
    },
    post,
    clock,
  );

  async function newSenderKey(state: Joined, atOnce: boolean): Promise<void> {
    const { attempt, roster, self } = state;
    const epoch = state.epoch++;
    const raw = randomBytes(SENDER_KEY_LENGTH);
    for (const [to, wrap] of state.wraps) {
      const sealed = await sealSenderKey({ attempt, roster, sender: self }, epoch, raw, wrap.seal);
      post({ type: 'sealed-key', to, epoch, sealed });
    }
    installSendKey(send, await sendKeyOf(raw, { attempt, epoch, sender: self }), clock(), atOnce);
    post({ type: 'sending', epoch });
  }

  async function join({ attempt, agreementNumber, self, roster, peers }: Join): Promise<void> {
    checkRoster(self, roster, peers);
    const before = joined?.attempt === attempt && joined.self === self ? joined : undefined;
    const epoch = Math.max(firstEpoch(agreementNumber), before?.epoch ?? 0);
    const wraps = new Map(peers.map(peer => [peer.index, peer.wrap]));
    data.forget();
    delete send.current; // nothing more under keys of an older agreement
    delete send.next;
    const receive = before?.receive ?? createReceiveKeys(self);
    joined = { attempt, self, roster, wraps, epoch, receive };
    await newSenderKey(joined, true);
  }

  async function changeRoster({ roster, peers }: RosterMessage): Promise<void> {
    const state = mustBeJoined();
    checkRoster(state.self, roster, peers);
    const left = [...state.wraps.keys()].filter(index => !peers.some(peer => peer.index === index));
    for (const index of left) {
      removeReceiveKeys(state.receive, index);
      data.forget(index);
    }
    state.wraps = new Map(peers.map(peer => [peer.index, peer.wrap]));
    state.roster = roster;
    if (left.length > 0) {
      delete send.current; // the leaver knows it; nothing more leaves until the new one stands
      delete send.next;
    }
    await newSenderKey(state, left.length > 0);
  }

  async function takePeerKey(from: number, sealed: Bytes): Promise<void> {
    const { attempt, roster, self, wraps, receive } = mustBeJoined();
    const wrap = wraps.get(from);
    if (!wrap || from === self) throw new E2eeError('wrong_sender');
    const { epoch, key } = await openSenderKey({ attempt, roster, sender: from }, sealed, wrap.open);
    const receiveKey = await receiveKeyOf(key, { attempt, epoch, sender: from });
    installReceiveKey(receive, from, epoch, receiveKey, clock());
    post({ type: 'receiving', from, epoch });
    data.openEarly(from, epoch);
  }

  return {
    join: message => inOrder(() => join(message)),
    changeRoster: change => inOrder(() => changeRoster(change)),
    rotate: () => inOrder(() => newSenderKey(mustBeJoined(), false)),
    takePeerKey: (from, sealed) => inOrder(() => takePeerKey(from, sealed)),
    // Awaiting what is returned costs one turn of the microtasks, not three.
    async convert({ direction, slot, index }, frame) {
      if (direction === 'send') return await protectFrame(frame, slot, currentSendKey(send, clock()).frames);
      const { receive } = mustBeJoined();
      return await openFrame(frame, slot, kid => findReceiveKey(receive, kid, index, clock()).frames);
    },
    sealData: data.seal,
    openData: data.open,
  };
}
