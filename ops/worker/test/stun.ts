import { createHmac, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const MAGIC_COOKIE = 0x2112a442;

/** First byte of STUN: 0 to 3 (RFC 7983, section 7). */
export const isStun = (datagram: Buffer) => (datagram[0] ?? 0) <= 3;

/** An ICE connectivity check that nominates its pair (RFC 8445, section 7.2.2; RFC 8489). */
export function bindingRequest(peer: { usernameFragment: string; password: string }): Buffer {
  const attributes = [
    attribute(0x0006, Buffer.from(`${peer.usernameFragment}:test`)), // USERNAME
    attribute(0x0024, Buffer.from([0x6e, 0x7f, 0x1e, 0xff])), // PRIORITY
    attribute(0x802a, randomBytes(8)), // ICE-CONTROLLING
    attribute(0x0025, Buffer.alloc(0)), // USE-CANDIDATE
  ];
  const header = Buffer.alloc(20);
  header.writeUInt16BE(0x0001, 0);
  header.writeUInt32BE(MAGIC_COOKIE, 4);
  randomBytes(12).copy(header, 8);

  const message = () => Buffer.concat([header, ...attributes]);
  // Both checks are taken over what precedes them, with the length as if they were there.
  header.writeUInt16BE(message().length - 20 + 24, 2);
  attributes.push(attribute(0x0008, createHmac('sha1', peer.password).update(message()).digest()));
  header.writeUInt16BE(message().length - 20 + 8, 2);
  const fingerprint = Buffer.alloc(4);
  fingerprint.writeUInt32BE((crc32(message()) ^ 0x5354554e) >>> 0);
  attributes.push(attribute(0x8028, fingerprint));
  return message();
}

function attribute(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}
