import { createHash, createHmac, randomBytes } from 'node:crypto';
import { isIPv4 } from 'node:net';

/** What little of STUN (RFC 8489) and TURN (RFC 8656) the doctor speaks. */
export const method = {
  allocate: 0x0003,
  allocated: 0x0103,
  allocateRefused: 0x0113,
  refresh: 0x0004,
  createPermission: 0x0008,
  permissionCreated: 0x0108,
  send: 0x0016,
} as const;

export const attribute = {
  username: 0x0006,
  messageIntegrity: 0x0008,
  errorCode: 0x0009,
  lifetime: 0x000d,
  peerAddress: 0x0012,
  data: 0x0013,
  realm: 0x0014,
  nonce: 0x0015,
  relayedAddress: 0x0016,
  requestedTransport: 0x0019,
} as const;

const cookie = 0x2112a442;
const headerBytes = 20;
const integrityBytes = 24;

export type Message = { method: number; transaction: Buffer; attributes: Map<number, Buffer> };
type Attributes = readonly (readonly [type: number, value: Buffer])[];

/**
 * A message as it goes over the wire.
 * @param key of the long-term credential (RFC 8489 section 9.2.2): then it ends with MESSAGE-INTEGRITY
 */
export function encode(type: number, transaction: Buffer, attributes: Attributes, key?: Buffer): Buffer {
  const body = Buffer.concat(attributes.map(([name, value]) => encodeAttribute(name, value)));
  const header = Buffer.alloc(headerBytes);
  header.writeUInt16BE(type, 0);
  header.writeUInt16BE(body.length + (key ? integrityBytes : 0), 2);
  header.writeUInt32BE(cookie, 4);
  transaction.copy(header, 8);
  const message = Buffer.concat([header, body]);
  if (!key) return message;
  const mac = createHmac('sha1', key).update(message).digest();
  return Buffer.concat([message, encodeAttribute(attribute.messageIntegrity, mac)]);
}

function encodeAttribute(type: number, value: Buffer): Buffer {
  const padded = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  padded.writeUInt16BE(type, 0);
  padded.writeUInt16BE(value.length, 2);
  value.copy(padded, 4);
  return padded;
}

/** @returns undefined for what is not such a message */
export function decode(message: Buffer): Message | undefined {
  if (message.length < headerBytes || message.readUInt32BE(4) !== cookie) return undefined;
  const attributes = new Map<number, Buffer>();
  for (let at = headerBytes; at + 4 <= message.length;) {
    const length = message.readUInt16BE(at + 2);
    const type = message.readUInt16BE(at);
    if (!attributes.has(type)) attributes.set(type, message.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return { method: message.readUInt16BE(0), transaction: message.subarray(8, headerBytes), attributes };
}

export const newTransaction = (): Buffer => randomBytes(12);

/** XOR-PEER-ADDRESS and its like (RFC 8489 section 14.2). @throws Error for an address other than IPv4 */
export function encodeAddress({ address, port }: { address: string; port: number }): Buffer {
  if (!isIPv4(address)) throw new Error('only IPv4 addresses can be tried');
  const value = Buffer.from([0, 1, 0, 0, ...address.split('.').map(Number)]);
  value.writeUInt16BE(port ^ (cookie >>> 16), 2);
  value.writeUInt32BE((value.readUInt32BE(4) ^ cookie) >>> 0, 4);
  return value;
}

/** The number of an ERROR-CODE attribute (RFC 8489 section 14.8). */
export const errorCodeOf = (value: Buffer | undefined): number =>
  value && value.length >= 4 ? value.readUInt8(2) * 100 + value.readUInt8(3) : 0;

/** The key of a long-term credential with MD5, which every TURN server still takes (RFC 8489 section 9.2.2). */
export const credentialKey = (username: string, realm: string, password: string): Buffer =>
  createHash('md5').update(`${username}:${realm}:${password}`).digest();

/** As signaling makes them for callers (`use-auth-secret` of coturn). */
export function credentials(
  secret: string,
  name: string,
  now = Date.now(),
): { username: string; password: string } {
  const username = `${Math.floor(now / 1000) + 600}:${name}`;
  return { username, password: createHmac('sha1', secret).update(username).digest('base64') };
}
