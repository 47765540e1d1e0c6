import { concat, lengthPrefixed, uint, utf8, type Bytes } from '../bytes.ts';
import { createReader } from '../agreement/reader.ts';
import { E2eeError } from '../errors.ts';
import { fromKid, toKid } from '../sender-keys.ts';
import { HASH, label, labelled, VERSION } from '../suite.ts';
import { createOrder } from './in-order.ts';

/** First byte of a sealed data message (SPEC 4). */
export const DATA_MESSAGE = 19;
/** What a data channel is for, with the byte that stands for it. */
export const DATA_CHANNEL = { control: 1, photo: 2 } as const;
export type DataChannelName = keyof typeof DATA_CHANNEL;
const channels = Object.keys(DATA_CHANNEL) as DataChannelName[];

const KID_LENGTH = 8;
const SEQUENCE_LENGTH = 8;
const HEAD_LENGTH = 2 + KID_LENGTH + 1 + SEQUENCE_LENGTH;
/** So that a sealed message fits into one SCTP message everywhere. */
export const DATA_PAYLOAD_MOST = 32 * 1024;

type ByChannel<T> = Record<DataChannelName, T>;

/** Where the keys of one sender key belong. */
export interface DataContext {
  attempt: string;
  epoch: number;
  /** The sender's roster index. */
  sender: number;
}

/**
 * The key of one sender, epoch and channel: HKDF-SHA-384 of the sender key, with empty salt and a label of its own beside
 * SFrame's (RFC 5869; SPEC 4).
 */
async function deriveDataKey(
  base: CryptoKey,
  { attempt, epoch, sender }: DataContext,
  channel: DataChannelName,
  usage: 'encrypt' | 'decrypt',
): Promise<CryptoKey> {
  const kid = uint(toKid(epoch, sender), KID_LENGTH);
  const info = concat(label('data'), lengthPrefixed(utf8(attempt)), kid, uint(DATA_CHANNEL[channel], 1));
  const params: HkdfParams = { name: 'HKDF', hash: HASH, salt: new Uint8Array(0), info };
  return crypto.subtle.deriveKey(params, base, { name: 'AES-GCM', length: 256 }, false, [usage]);
}

async function perChannel<T>(make: (channel: DataChannelName) => Promise<T>): Promise<ByChannel<T>> {
  const [control, photo] = await Promise.all([make('control'), make('photo')]);
  return { control, photo };
}

const aad = (attempt: string, head: Bytes): Bytes => concat(labelled('data', utf8(attempt)), head);
const nonceOf = (sequence: number): Bytes => uint(sequence, 12);

/** Seals messages; each has the next sequence number of its channel. */
export interface DataSealer {
  /** @throws E2eeError `malformed` if the payload is longer than `DATA_PAYLOAD_MOST` */
  seal(channel: DataChannelName, payload: Bytes): Promise<Bytes>;
}

/** @param raw the sender key; stays the caller's */
export async function createDataSealer(raw: Bytes, context: DataContext): Promise<DataSealer> {
  const base = await crypto.subtle.importKey('raw', raw, 'HKDF', false, ['deriveKey']);
  const keys = await perChannel(channel => deriveDataKey(base, context, channel, 'encrypt'));
  const next: ByChannel<number> = { control: 0, photo: 0 };
  return {
    async seal(channel, payload) {
      if (payload.length > DATA_PAYLOAD_MOST) throw new E2eeError('malformed', 'too long');
      const sequence = next[channel]++;
      const head = concat(
        Uint8Array.of(DATA_MESSAGE, VERSION),
        uint(toKid(context.epoch, context.sender), KID_LENGTH),
        Uint8Array.of(DATA_CHANNEL[channel]),
        uint(sequence, SEQUENCE_LENGTH),
      );
      const params = { name: 'AES-GCM', iv: nonceOf(sequence), additionalData: aad(context.attempt, head) };
      return concat(head, new Uint8Array(await crypto.subtle.encrypt(params, keys[channel], payload)));
    },
  };
}

/** Opens one sender's messages of one epoch. */
export interface DataOpener {
  /** @throws E2eeError `not_authentic`, `replayed` */
  open(message: DataHead, sealed: Bytes): Promise<Bytes>;
}

/** The parts of a message that are not sealed, but authenticated. */
export interface DataHead {
  epoch: number;
  sender: number;
  channel: DataChannelName;
  sequence: number;
}

/**
 * Reads a message's head; nothing in it is to be believed before the message opens.
 * @throws E2eeError `malformed`, `unsupported_version`
 */
export function readDataHead(sealed: Bytes): DataHead {
  const reader = createReader(sealed);
  if (reader.uint(1) !== DATA_MESSAGE) throw new E2eeError('malformed');
  if (reader.uint(1) !== VERSION) throw new E2eeError('unsupported_version');
  const [kid, number, sequence] = [reader.uint(KID_LENGTH), reader.uint(1), reader.uint(SEQUENCE_LENGTH)];
  const channel = channels.find(name => DATA_CHANNEL[name] === number);
  if (!channel || !Number.isSafeInteger(kid) || !Number.isSafeInteger(sequence))
    throw new E2eeError('malformed');
  const { epoch, index } = fromKid(kid);
  return { epoch, sender: index, channel, sequence };
}

/** @param raw the sender key; stays the caller's */
export async function createDataOpener(raw: Bytes, context: DataContext): Promise<DataOpener> {
  const base = await crypto.subtle.importKey('raw', raw, 'HKDF', false, ['deriveKey']);
  const keys = await perChannel(channel => deriveDataKey(base, context, channel, 'decrypt'));
  const last: ByChannel<number> = { control: -1, photo: -1 };
  const inOrder = createOrder();
  return {
    // one after another: the channel keeps the order, and a message at or below the last opened is a replay (R38)
    open: ({ channel, sequence }, sealed) =>
      inOrder(async () => {
        if (sequence <= last[channel]) throw new E2eeError('replayed');
        const head = sealed.slice(0, HEAD_LENGTH);
        const params = { name: 'AES-GCM', iv: nonceOf(sequence), additionalData: aad(context.attempt, head) };
        const opened = await crypto.subtle
          .decrypt(params, keys[channel], sealed.slice(HEAD_LENGTH))
          .catch(() => {
            throw new E2eeError('not_authentic');
          });
        last[channel] = sequence;
        return new Uint8Array(opened);
      }),
  };
}
