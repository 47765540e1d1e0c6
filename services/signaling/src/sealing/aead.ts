import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const nonceLength = 12;
const tagLength = 16;

/** Where a sealed value belongs: a value moved to another row or column does not open. */
export type Place = { table: string; column: string; id: string };

const associatedData = ({ table, column, id }: Place) => Buffer.from(`${table}/${column}/${id}`);

/** AES-256-GCM with a random nonce: nonce (12) ‖ ciphertext ‖ tag (16). */
export function sealBytes(key: Buffer, place: Place, plaintext: Buffer): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associatedData(place));
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** @throws when key or place differ or a bit was changed */
export function openBytes(key: Buffer, place: Place, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceLength), {
    authTagLength: tagLength,
  })
    .setAAD(associatedData(place))
    .setAuthTag(sealed.subarray(-tagLength));
  return Buffer.concat([decipher.update(sealed.subarray(nonceLength, -tagLength)), decipher.final()]);
}
