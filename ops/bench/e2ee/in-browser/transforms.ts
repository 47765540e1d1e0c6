import type { Bytes, TrackSlot } from '@visavis/e2ee';
import { createMediaSession, type MediaSession } from '@visavis/e2ee/media-session';

/** A way to seal frames at one end and open them, in the same order, at the other. */
export interface Transform {
  seal(frame: Bytes, slot: TrackSlot): Promise<Bytes>;
  open(sealed: Bytes, slot: TrackSlot): Promise<Bytes>;
}

export const makeKey = () =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

/** The two ends of a call, of which the customer's sends. @param clock steady milliseconds */
export async function sessions(clock: () => number) {
  const roster = [
    { index: 0, participant: 'customer' },
    { index: 1, participant: 'agent' },
  ];
  const [a, b] = [await makeKey(), await makeKey()];
  let sealedKey: Bytes | undefined;
  const customer: MediaSession = createMediaSession(message => {
    if (message.type === 'sealed-key') sealedKey = message.sealed;
  }, clock);
  const agent: MediaSession = createMediaSession(() => undefined, clock);
  const handOver = async () => {
    if (!sealedKey) throw new Error('no sender key');
    await agent.takePeerKey(0, sealedKey);
  };
  const join = { type: 'join', attempt: 'bench', agreementNumber: 1, roster } as const;
  await agent.join({ ...join, self: 1, peers: [{ index: 0, wrap: { seal: b, open: a } }] });
  await customer.join({ ...join, self: 0, peers: [{ index: 1, wrap: { seal: a, open: b } }] });
  await handOver();
  /** A new sender key at the customer's end, taken at the agent's. */
  const rotate = async () => {
    await customer.rotate();
    await handOver();
  };
  return { customer, agent, rotate };
}

/** The product's own path from the encoded frame on: key by time, counter, header, replay window and all. */
export async function ours(): Promise<Transform> {
  const { customer, agent } = await sessions(() => performance.now());
  const options = {
    send: {
      camera: { direction: 'send', slot: 'camera', index: 0 },
      microphone: { direction: 'send', slot: 'microphone', index: 0 },
    },
    receive: {
      camera: { direction: 'receive', slot: 'camera', index: 0 },
      microphone: { direction: 'receive', slot: 'microphone', index: 0 },
    },
  } as const;
  return {
    seal: (frame, slot) => customer.convert(options.send[slot], frame),
    open: (sealed, slot) => agent.convert(options.receive[slot], sealed),
  };
}

/** Bytes left clear, as the product leaves them. */
const clearLength = (frame: Bytes, slot: TrackSlot): number =>
  slot === 'microphone' ? 0 : ((frame[0] ?? 0) & 1) === 0 ? 10 : 3;

const TRAILER = 4;

/**
 * The least that could carry a call: clear bytes authenticated, result in one new buffer, the counter behind it. No
 * header, no choice of keys, no replay window.
 */
export async function minimal(): Promise<Transform> {
  const key = await makeKey();
  let counter = 0;
  const params = (count: number, additionalData: Bytes) => {
    const iv = new Uint8Array(12);
    new DataView(iv.buffer).setUint32(8, count);
    return { name: 'AES-GCM', iv, additionalData };
  };
  return {
    async seal(frame, slot) {
      const clear = frame.subarray(0, clearLength(frame, slot));
      const count = counter++;
      const body = frame.subarray(clear.length);
      const sealed = new Uint8Array(await crypto.subtle.encrypt(params(count, clear), key, body));
      const out = new Uint8Array(clear.length + sealed.length + TRAILER);
      out.set(clear);
      out.set(sealed, clear.length);
      new DataView(out.buffer).setUint32(out.length - TRAILER, count);
      return out;
    },
    async open(sealed, slot) {
      const clear = sealed.subarray(0, clearLength(sealed, slot));
      const end = sealed.length - TRAILER;
      const count = new DataView(sealed.buffer).getUint32(end);
      const body = sealed.subarray(clear.length, end);
      const opened = new Uint8Array(await crypto.subtle.decrypt(params(count, clear), key, body));
      const out = new Uint8Array(clear.length + opened.length);
      out.set(clear);
      out.set(opened, clear.length);
      return out;
    },
  };
}

/** WebCrypto and nothing else, over the same bytes: what no transform can beat. It protects nothing: one nonce for all. */
export async function raw(): Promise<Transform> {
  const key = await makeKey();
  const params = { name: 'AES-GCM', iv: new Uint8Array(12) };
  return {
    async seal(frame, slot) {
      return new Uint8Array(
        await crypto.subtle.encrypt(params, key, frame.subarray(clearLength(frame, slot))),
      );
    },
    async open(sealed) {
      return new Uint8Array(await crypto.subtle.decrypt(params, key, sealed));
    },
  };
}
