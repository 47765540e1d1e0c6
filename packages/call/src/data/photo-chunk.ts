import { photoBytesMost } from '@visavis/protocol';
import { fromBase64Url, fromHex, toHex } from '@visavis/e2ee';

/**
 * One message of the `photo` channel: photo id (16 bytes) ‖ first bytes of the photo's SHA-384 (8) ‖ offset (4, big
 * endian) ‖ data. The digest tells a photo from one that was taken anew under the same id.
 */
export type PhotoChunk = { id: string; digest: string; offset: number; data: Uint8Array<ArrayBuffer> };

const headerBytes = 28;

const uuidBytes = (id: string) => fromHex(id.replaceAll('-', ''));

function uuidOf(bytes: Uint8Array): string {
  const hex = toHex(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** What a chunk carries of a photo's SHA-384 (base64url). */
export const digestMark = (sha384: string): string => toHex(fromBase64Url(sha384).subarray(0, 8));

export function encodeChunk({ id, digest, offset, data }: PhotoChunk): Uint8Array<ArrayBuffer> {
  const message = new Uint8Array(headerBytes + data.length);
  message.set(uuidBytes(id), 0);
  message.set(fromHex(digest), 16);
  new DataView(message.buffer).setUint32(24, offset);
  message.set(data, headerBytes);
  return message;
}

/** @returns undefined for what is no chunk of any photo */
export function parseChunk(message: Uint8Array<ArrayBuffer>): PhotoChunk | undefined {
  if (message.length <= headerBytes) return undefined;
  const offset = new DataView(message.buffer, message.byteOffset).getUint32(24);
  if (offset >= photoBytesMost) return undefined;
  return {
    id: uuidOf(message.subarray(0, 16)),
    digest: toHex(message.subarray(16, 24)),
    offset,
    data: message.subarray(headerBytes),
  };
}
