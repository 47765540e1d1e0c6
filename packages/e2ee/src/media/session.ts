import { randomBytes, wipe, type Bytes } from '../bytes.ts';
import type { WrapKeys } from '../agreement/result.ts';
import { E2eeError } from '../errors.ts';
import {
  firstEpoch,
  openSenderKey,
  sealSenderKey,
  SENDER_KEY_LENGTH,
  toKid,
  type RosterEntry,
} from '../sender-keys.ts';
import { createReceiver, createSender } from '../sframe/context.ts';
import { deriveSFrameKey } from '../sframe/keys.ts';
import { AES_256_GCM_SHA512_128 } from '../sframe/suites.ts';
import {
  createReceiveKeys,
  currentSender,
  findReceiver,
  installReceiveKey,
  installSendKey,
  removeReceiveKeys,
  type ReceiveKeys,
  type SendKeys,
} from './key-ring.ts';
import { openFrame, protectFrame } from './frame.ts';
import { createOrder } from './in-order.ts';
import type { FromWorker, ToWorker, TransformOptions } from './worker-protocol.ts';

type Join = Extract<ToWorker, { type: 'join' }>;

interface Joined {
  attempt: string;
  self: number;
  roster: RosterEntry[];
  wraps: Map<number, WrapKeys>;
  epoch: number;
  receive: ReceiveKeys;
}

/** The keys of one end's worker and what frames need of them. */
export interface MediaSession {
  join(message: Join): Promise<void>;
  leave(index: number): Promise<void>;
  rotate(): Promise<void>;
  takePeerKey(from: number, sealed: Bytes): Promise<void>;
  /** Seals or opens a frame for a transform; throws an E2eeError to have it dropped. */
  convert(options: TransformOptions, frame: Bytes): Promise<Bytes>;
}

/** Derives the SFrame key of a raw sender key and overwrites it. */
async function consumeKey(epoch: number, index: number, raw: Bytes) {
  const key = await deriveSFrameKey(AES_256_GCM_SHA512_128, toKid(epoch, index), raw);
  wipe(raw);
  return key;
}

/**
 * Keeps sender and receive keys in the worker: they exist nowhere else in clear.
 * @param post where sealed keys and confirmations go
 * @param clock steady milliseconds
 */
export function createMediaSession(post: (message: FromWorker) => void, clock: () => number): MediaSession {
  let joined: Joined | undefined;
  const send: SendKeys = {};

  // Key changes one after another: a rotation begun before someone left must not end after it.
  const inOrder = createOrder();

  const mustBeJoined = (): Joined => {
    if (!joined) throw new E2eeError('no_key', 'nothing agreed yet');
    return joined;
  };

  async function newSenderKey(state: Joined, atOnce: boolean): Promise<void> {
    const { attempt, roster, self } = state;
    const epoch = state.epoch++;
    const raw = randomBytes(SENDER_KEY_LENGTH);
    for (const [to, wrap] of state.wraps) {
      const sealed = await sealSenderKey({ attempt, roster, sender: self }, epoch, raw, wrap.seal);
      post({ type: 'sealed-key', to, epoch, sealed });
    }
    const sender = createSender(await consumeKey(epoch, self, raw));
    installSendKey(send, sender, clock(), atOnce);
    post({ type: 'sending', epoch });
  }

  async function join({ attempt, agreementNumber, self, roster, peers }: Join): Promise<void> {
    const before = joined?.attempt === attempt && joined.self === self ? joined : undefined;
    const epoch = Math.max(firstEpoch(agreementNumber), before?.epoch ?? 0);
    const wraps = new Map(peers.map(peer => [peer.index, peer.wrap]));
    delete send.current; // nothing more under keys of an older agreement
    delete send.next;
    joined = { attempt, self, roster, wraps, epoch, receive: before?.receive ?? createReceiveKeys(self) };
    await newSenderKey(joined, true);
  }

  async function leave(index: number): Promise<void> {
    const state = mustBeJoined();
    removeReceiveKeys(state.receive, index);
    state.wraps.delete(index);
    state.roster = state.roster.filter(entry => entry.index !== index);
    delete send.current; // the leaver knows it; nothing more leaves until the new one stands
    delete send.next;
    await newSenderKey(state, true);
  }

  async function takePeerKey(from: number, sealed: Bytes): Promise<void> {
    const { attempt, roster, self, wraps, receive } = mustBeJoined();
    const wrap = wraps.get(from);
    if (!wrap || from === self) throw new E2eeError('wrong_sender');
    const { epoch, key } = await openSenderKey({ attempt, roster, sender: from }, sealed, wrap.open);
    const receiver = createReceiver(await consumeKey(epoch, from, key));
    installReceiveKey(receive, from, epoch, receiver, clock());
    post({ type: 'receiving', from, epoch });
  }

  return {
    join: message => inOrder(() => join(message)),
    leave: index => inOrder(() => leave(index)),
    rotate: () => inOrder(() => newSenderKey(mustBeJoined(), false)),
    takePeerKey: (from, sealed) => inOrder(() => takePeerKey(from, sealed)),
    // Awaiting what is returned costs one turn of the microtasks, not three.
    async convert({ direction, slot, index }, frame) {
      if (direction === 'send') return await protectFrame(frame, slot, currentSender(send, clock()));
      const { receive } = mustBeJoined();
      return await openFrame(frame, slot, kid => findReceiver(receive, kid, index, clock()));
    },
  };
}
