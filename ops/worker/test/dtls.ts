import { randomBytes } from 'node:crypto';

/** What a client says it can do; numbers of the IANA registries. */
export type ClientOffer = { suites: number[]; groups: number[]; srtpProfiles: number[] };

/** What the server took, or the alert it ended the handshake with. */
export type Negotiated = {
  version?: number;
  suite?: number;
  group?: number;
  srtpProfile?: number;
  alert?: number;
};

export const suites = {
  ecdheEcdsaAes128Gcm: 0xc02b,
  ecdheEcdsaAes256Gcm: 0xc02c,
  ecdheRsaAes128Gcm: 0xc02f,
  ecdheRsaAes256Gcm: 0xc030,
  ecdheEcdsaAes128Cbc: 0xc009,
  ecdheEcdsaChacha20: 0xcca9,
} as const;
export const groups = { p256: 23, p384: 24, x25519: 29 } as const;
export const srtpProfiles = { aes128Sha1Tag80: 1, gcm128: 7, gcm256: 8 } as const;
export const dtls12 = 0xfefd;
export const handshakeFailure = 40;

const record = { alert: 21, handshake: 22 } as const;
const message = { clientHello: 1, serverHello: 2, serverKeyExchange: 12 } as const;
const extension = { groups: 10, pointFormats: 11, signatures: 13, useSrtp: 14 } as const;
const recordHeader = 13;
const messageHeader = 12;

/** First byte of DTLS: 20 to 63 (RFC 7983, section 7). */
export const isDtls = (datagram: Buffer) => (datagram[0] ?? 0) >= 20 && (datagram[0] ?? 0) <= 63;

/** The first flight of a DTLS 1.2 handshake (RFC 6347, section 4.2), complete enough to be answered. */
export function clientHello({ suites, groups, srtpProfiles }: ClientOffer): Buffer {
  const body = Buffer.concat([
    u16(dtls12),
    randomBytes(32),
    Buffer.of(0, 0), // neither session nor cookie
    list16(suites),
    Buffer.of(1, 0), // no compression
    sized(
      Buffer.concat([
        extensionOf(extension.groups, list16(groups)),
        extensionOf(extension.pointFormats, Buffer.of(1, 0)),
        extensionOf(extension.signatures, list16([0x0503, 0x0403])), // ECDSA with P-384, P-256
        extensionOf(extension.useSrtp, Buffer.concat([list16(srtpProfiles), Buffer.of(0)])),
      ]),
    ),
  ]);
  const length = Buffer.alloc(3);
  length.writeUIntBE(body.length, 0, 3);
  const handshake = Buffer.concat([
    Buffer.of(message.clientHello),
    length,
    Buffer.alloc(2 + 3), // first message, unfragmented
    length,
    body,
  ]);
  return Buffer.concat([Buffer.of(record.handshake), u16(0xfeff), Buffer.alloc(8), sized(handshake)]);
}

/** Reads the clear part of a server's answers into `negotiated`. */
export function readServer(datagram: Buffer, negotiated: Negotiated): void {
  for (const { type, body } of recordsOf(datagram)) {
    if (type === record.alert) negotiated.alert ??= body[1] ?? 0;
    if (type !== record.handshake) continue;
    const content = body.subarray(messageHeader);
    if (body[0] === message.serverHello) readServerHello(content, negotiated);
    // named curve, then its number (RFC 8422, section 5.4)
    else if (body[0] === message.serverKeyExchange && content[0] === 3)
      negotiated.group ??= content.readUInt16BE(1);
  }
}

/** The suites that a client offers, if this datagram is its hello. */
export function offeredSuites(datagram: Buffer): number[] | undefined {
  const [first] = recordsOf(datagram);
  if (first?.type !== record.handshake || first.body[0] !== message.clientHello) return undefined;
  const content = first.body.subarray(messageHeader);
  const session = 2 + 32;
  const cookie = session + 1 + (content[session] ?? 0);
  const start = cookie + 1 + (content[cookie] ?? 0);
  const count = content.readUInt16BE(start) / 2;
  return Array.from({ length: count }, (_, index) => content.readUInt16BE(start + 2 + 2 * index));
}

function readServerHello(content: Buffer, negotiated: Negotiated): void {
  negotiated.version = content.readUInt16BE(0);
  const afterSession = 2 + 32 + 1 + (content[34] ?? 0);
  negotiated.suite = content.readUInt16BE(afterSession);
  let at = afterSession + 2 + 1 + 2;
  while (at + 4 <= content.length) {
    const type = content.readUInt16BE(at);
    const length = content.readUInt16BE(at + 2);
    if (type === extension.useSrtp) negotiated.srtpProfile = content.readUInt16BE(at + 6);
    at += 4 + length;
  }
}

function* recordsOf(datagram: Buffer) {
  let at = 0;
  while (at + recordHeader <= datagram.length) {
    const length = datagram.readUInt16BE(at + 11);
    const isClear = datagram.readUInt16BE(at + 3) === 0;
    const body = datagram.subarray(at + recordHeader, at + recordHeader + length);
    if (isClear) yield { type: datagram[at], body };
    at += recordHeader + length;
  }
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

const sized = (bytes: Buffer) => Buffer.concat([u16(bytes.length), bytes]);
const list16 = (values: number[]) => sized(Buffer.concat(values.map(u16)));
const extensionOf = (type: number, content: Buffer) => Buffer.concat([u16(type), sized(content)]);
