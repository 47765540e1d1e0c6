import type { Bytes, FromWorker, RosterEntry, TrackSlot, WrapKeys } from '@visavis/e2ee';
import type { House } from '../../house.ts';

export const CUSTOMER = 0;
export const AGENT = 1;

/** Who is in a call of two. */
export const roster: RosterEntry[] = [
  { index: CUSTOMER, participant: 'customer' },
  { index: AGENT, participant: 'agent' },
];

/** A real media session, as the worker of an end runs it, with what it said and a clock of ours. */
export interface MediaEnd {
  self: number;
  session: ReturnType<typeof import('@visavis/e2ee/media-session').createMediaSession>;
  posted: FromWorker[];
  /** The newest sender key that it sealed. */
  lastKey: () => Bytes;
  seal: (slot: TrackSlot, frame: Bytes) => Promise<Bytes>;
  /** Opens what the server says is of the participant with that index. */
  open: (slot: TrackSlot, from: number, frame: Bytes) => Promise<Bytes>;
}

export async function mediaEnd(house: House, self: number, clock = { now: 0 }): Promise<MediaEnd> {
  const { createMediaSession } = await house.load('packages/e2ee/src/media/session.ts');
  const posted: FromWorker[] = [];
  const session = createMediaSession(
    message => posted.push(message),
    () => clock.now,
  );
  return {
    self,
    session,
    posted,
    lastKey: () => {
      const sealed = posted.findLast(message => message.type === 'sealed-key');
      if (sealed?.type !== 'sealed-key') throw new Error('no sender key was sealed');
      return sealed.sealed;
    },
    seal: (slot, frame) => session.convert({ direction: 'send', slot, index: self }, frame),
    open: (slot, from, frame) => session.convert({ direction: 'receive', slot, index: from }, frame),
  };
}

/** Joins a call of two with the keys agreed with the other end. */
export const join = (
  end: MediaEnd,
  wrap: WrapKeys,
  attempt = 'attempt-1',
  agreementNumber = 1,
): Promise<void> =>
  end.session.join({
    type: 'join',
    attempt,
    agreementNumber,
    self: end.self,
    roster,
    peers: [{ index: end.self === CUSTOMER ? AGENT : CUSTOMER, wrap }],
  });

/** Both directions' wrapping keys, as the two ends hold them. */
export async function agreedWraps(): Promise<{ customer: WrapKeys; agent: WrapKeys }> {
  const make = () =>
    crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const [one, two] = [await make(), await make()];
  return { customer: { seal: one, open: two }, agent: { seal: two, open: one } };
}

/** A call under way: two real ends that hold each other's sender keys. */
export async function runningCall(house: House, clock = { now: 0 }, attempt = 'attempt-1') {
  const [customer, agent] = [await mediaEnd(house, CUSTOMER, clock), await mediaEnd(house, AGENT, clock)];
  const wraps = await agreedWraps();
  await join(customer, wraps.customer, attempt);
  await join(agent, wraps.agent, attempt);
  await customer.session.takePeerKey(AGENT, agent.lastKey());
  await agent.session.takePeerKey(CUSTOMER, customer.lastKey());
  return { customer, agent, wraps, clock };
}

/** A VP8 delta frame, or key frame, whose content says what it is. */
export function picture(content: string, kind: 'key' | 'delta' = 'delta'): Bytes {
  const head = kind === 'key' ? [0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0xe0, 0x01] : [0x11, 0, 0];
  return Uint8Array.from([...head, ...Buffer.from(content)]);
}

export const voice = (content: string): Bytes => Uint8Array.from(Buffer.from(content));

/** What a refusing end said, or what it passed on. */
export async function attempt<T>(work: Promise<T>): Promise<{ value: T } | { refused: string }> {
  try {
    return { value: await work };
  } catch (error) {
    if (error instanceof Error && error.name === 'E2eeError' && 'code' in error)
      return { refused: String(error.code) };
    throw error;
  }
}

export const isSame = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;
