import { createCipheriv, createDecipheriv } from 'node:crypto';

/** RFC 3394 section 2.2.3.1. */
const initialValue = Buffer.alloc(8, 0xa6);

/** AES-KW: `key` (32 bytes) wrapped by `kek` (32 bytes) is 40 bytes. */
export function wrapKey(kek: Buffer, key: Buffer): Buffer {
  const cipher = createCipheriv('id-aes256-wrap', kek, initialValue);
  return Buffer.concat([cipher.update(key), cipher.final()]);
}

/** @throws when the wrapping was made by another key or was altered */
export function unwrapKey(kek: Buffer, wrapped: Buffer): Buffer {
  const decipher = createDecipheriv('id-aes256-wrap', kek, initialValue);
  return Buffer.concat([decipher.update(wrapped), decipher.final()]);
}
