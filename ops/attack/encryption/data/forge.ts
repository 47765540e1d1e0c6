import { createCipheriv, hkdfSync } from 'node:crypto';
import type { Bytes, DataChannelName } from '@visavis/e2ee';
import { labelled, lp } from '../hostile/agreement.ts';

const text = (value: string): Buffer => Buffer.from(value, 'utf8');
const uint64 = (value: number): Buffer => {
  const out = Buffer.alloc(8);
  out.writeBigUInt64BE(BigInt(value));
  return out;
};

/** A data message by the specification, under a sender key that the attacker holds. */
export function forgeData(
  baseKey: Uint8Array,
  { attempt, epoch, sender }: { attempt: string; epoch: number; sender: number },
  channel: DataChannelName,
  sequence: number,
  payload: string,
): Bytes {
  const kid = uint64(epoch * 16 + sender);
  const byte = Buffer.of({ control: 1, photo: 2 }[channel]);
  const info = Buffer.concat([lp(text('visavis e2ee v1 data')), lp(text(attempt)), kid, byte]);
  const key = Buffer.from(hkdfSync('sha384', baseKey, Buffer.alloc(0), info, 32));
  const head = Buffer.concat([Buffer.of(19, 1), kid, byte, uint64(sequence)]);
  const nonce = Buffer.concat([Buffer.alloc(4), uint64(sequence)]);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.concat([labelled('data', text(attempt)), head]));
  const sealed = Buffer.concat([cipher.update(payload), cipher.final()]);
  return Uint8Array.from(Buffer.concat([head, sealed, cipher.getAuthTag()]));
}
