import { generateKeyPairSync } from 'node:crypto';

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const { x, y } = publicKey.export({ format: 'jwk' });

/** A COSE_Key on P-256 (RFC 9052, section 7; RFC 9053, section 7.1.1), the usual kind, whose private half is gone. */
export const nobodysPublicKey: Buffer = Buffer.concat([
  // a map of five: kty EC2, alg ES256, crv P-256, x and y of 32 bytes
  Buffer.from('a5010203262001215820', 'hex'),
  Buffer.from(x ?? '', 'base64url'),
  Buffer.from('225820', 'hex'),
  Buffer.from(y ?? '', 'base64url'),
]);
